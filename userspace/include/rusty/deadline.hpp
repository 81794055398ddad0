// SPDX-License-Identifier: MIT
// Until when a wait may last.
#ifndef RUSTY_DEADLINE_HPP
#define RUSTY_DEADLINE_HPP

#include <chrono>

namespace rusty
{

// A moment of the steady clock. One that is past makes a wait look once, without sleeping.
using Deadline = std::chrono::steady_clock::time_point;

inline constexpr Deadline never = Deadline::max();

// So much time from now on: now, if it is negative; never, if it is more than the clock can tell.
template <class Rep, class Period>
Deadline after(std::chrono::duration<Rep, Period> time)
{
	using Wide = std::chrono::duration<long double>;
	const Deadline now = Deadline::clock::now();
	if (Wide(time) <= Wide(0))
		return now;
	return Wide(time) >= Wide(never - now) ? never : now + std::chrono::ceil<Deadline::duration>(time);
}

// For loops over waits that may find something each time.
inline bool passed(Deadline deadline)
{
	return Deadline::clock::now() >= deadline;
}

} // namespace rusty

#endif
