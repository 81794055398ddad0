// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/hwmon/hwmon.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Base {
	Result<long> of_base() const;
};
struct Chip : Base {
	Result<long> number() const;
	Result<long> of_channel(unsigned int) const;
	Result<int> of_int() const;
	Result<long> of_name(const char *) const;
	Result<bool> truth() const;
	Result<const char *> text() const;
	Result<void> set(long);
	Result<void> set_channel(unsigned int, long);
	Result<void> set_int(int);
	Result<void> set_nothing();
	long set_plain(long);
	static Result<long> of_class();
	long data;
};

template <typename... Channels>
void device()
{
	Chip chip;
	Hwmon<Chip, Channels...> made(chip);
}
template <typename Attribute>
void attribute()
{
	device<hwmon::temp<Attribute>>();
}

[[maybe_unused]] void all()
{
	device<hwmon::temp<hwmon::input<&Chip::number>, hwmon::max<&Chip::of_channel, &Chip::set_channel>,
			   hwmon::alarm<&Chip::truth>, hwmon::label<&Chip::text>>>();
	device(); // FAULT: a device of hwmon has a channel
	device<hwmon::temp<>>(); // FAULT: a channel of hwmon has an attribute
	device<hwmon::fan<hwmon::crit<&Chip::number>>>(); // FAULT: channels of this kind do not have one of these attributes
	device<hwmon::temp<hwmon::update_interval<&Chip::number>>>(); // FAULT: channels of this kind do not have one of these attributes
	device<hwmon::temp<hwmon::input<&Chip::number>, hwmon::input<&Chip::number>>>(); // FAULT: a channel of hwmon has an attribute once
	device<hwmon::chip<hwmon::samples<&Chip::number>>, hwmon::chip<hwmon::samples<&Chip::number>>>(); // FAULT: a device of hwmon has one hwmon::chip
	attribute<hwmon::input<&Chip::nubmer>>(); // FAULT: nubmer
	attribute<hwmon::inptu<&Chip::number>>(); // FAULT: inptu
	attribute<hwmon::input<>>(); // FAULT: (wrong number of template arguments|too few template arguments)
	attribute<hwmon::input<&Chip::of_base>>(); // FAULT: a member function of the driver's class itself
	attribute<hwmon::input<&Chip::of_class>>(); // FAULT: a member function of the driver's class itself
	attribute<hwmon::input<&Chip::data>>(); // FAULT: a member function of the driver's class itself
	attribute<hwmon::input<&Chip::of_int>>(); // FAULT: what reads an attribute of hwmon returns Result<long>
	attribute<hwmon::input<&Chip::truth>>(); // FAULT: what reads an attribute of hwmon returns Result<long>
	attribute<hwmon::alarm<&Chip::number>>(); // FAULT: what reads an attribute of hwmon returns Result<long>
	attribute<hwmon::label<&Chip::number>>(); // FAULT: what reads an attribute of hwmon returns Result<long>
	attribute<hwmon::input<&Chip::of_name>>(); // FAULT: takes nothing, or an unsigned int: the number of the channel
	attribute<hwmon::max<&Chip::number, &Chip::set_int>>(); // FAULT: what writes an attribute of hwmon takes a long
	attribute<hwmon::max<&Chip::number, &Chip::set_nothing>>(); // FAULT: what writes an attribute of hwmon takes a long
	attribute<hwmon::max<&Chip::number, &Chip::set_plain>>(); // FAULT: what writes an attribute of hwmon returns Result<void>
	attribute<hwmon::label<&Chip::text, &Chip::set>>(); // FAULT: a label of hwmon cannot be written
}

} // namespace
