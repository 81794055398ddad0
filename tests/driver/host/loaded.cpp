// SPDX-License-Identifier: MIT
// The tracepoint, recorded.
#include "loaded.hpp"

#include <utility>

namespace
{
std::vector<driver::Traced> trace;
}

bool shim_trace_rusty_number_changed_enabled(void)
{
	return true;
}

void shim_trace_rusty_number_changed(s64 old, s64 number, u64 generation)
{
	// (Not while the number's lock is held: a tracepoint runs what was attached to it.)
	if (fake::locks_held() != (fake::parameter_lock_held() ? 1 : 0))
		fake::violated("traced under a lock");
	trace.push_back({old, number, generation});
}

namespace driver
{

std::ostream &operator<<(std::ostream &out, const Traced &traced)
{
	return out << traced.old_number << " -> " << traced.number << " (" << traced.generation << ')';
}

std::vector<Traced> take_trace()
{
	return std::exchange(trace, {});
}

} // namespace driver
