// SPDX-License-Identifier: MIT
// Writes to the driver through the entry point that the kernel calls.
#include "driver_number.hpp"

#include "require.hpp"
#include "tests/driver/host/access.hpp"

bool shim_trace_rusty_number_changed_enabled(void)
{
	return false;
}
void shim_trace_rusty_number_changed(s64, s64, u64) {}

namespace fuzz
{

Written write_to_driver(std::string_view text)
{
	static const int loaded = entry_init();
	require(loaded == 0, "the driver can be loaded");
	static driver::Open file;

	const driver::State before = driver::state();
	const long returned = file.write(text);
	const driver::State after = driver::state();
	require(returned <= 0 || returned == static_cast<long>(text.size()), "a write stores all or nothing");
	require(after.generation == before.generation + (returned > 0 ? 1 : 0),
		"a write that succeeds is one change, any other none");
	require(fake::violations().empty(), "the driver keeps the kernel's rules");
	return {returned > 0, after.number, returned < 0 ? static_cast<int>(-returned) : 0};
}

} // namespace fuzz
