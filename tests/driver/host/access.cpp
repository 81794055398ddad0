// SPDX-License-Identifier: MIT
// Calls the driver as the kernel does.
#include "access.hpp"

#include <cstdlib>
#include <ostream>

namespace driver
{

Open::Open(unsigned int mode, Way way) : OpenMisc(fake::registered(), mode, 0, way)
{
	if (opened() != 0)
		fake::violated("/dev/rusty cannot be opened");
}

std::string show_attribute(std::string_view name)
{
	return fake::show_attribute(fake::registered(), name);
}

long store_attribute(std::string_view name, std::string_view text)
{
	return fake::store_attribute(fake::registered(), name, text);
}

std::ostream &operator<<(std::ostream &out, const State &state)
{
	return out << state.number << " of generation " << state.generation;
}

State state()
{
	rusty_snapshot snapshot;
	if (Open(reading).control(RUSTY_IOC_SNAPSHOT, &snapshot) != 0)
		std::abort();
	return {snapshot.number, snapshot.generation};
}

void set_defaults()
{
	set_parameter(entry_parameter_set_number, "2023");
	set_parameter(entry_parameter_set_unpinned_number, "3202");
	set_parameter(entry_parameter_set_numbers, "72,108,200");
}

} // namespace driver
