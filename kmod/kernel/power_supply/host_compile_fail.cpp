// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/power_supply/power_supply.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Base {
	Result<int> of_base() const;
};
struct Battery : Base {
	Result<int> number() const;
	Result<int> numbers(int) const;
	Result<long> of_long() const;
	Result<bool> truth() const;
	Result<const char *> text() const;
	Result<supply::Status> status() const;
	Result<supply::Health> health() const;
	static Result<int> of_class();
	Result<void> set(int);
	Result<void> set_text(const char *);
	Result<void> set_status(supply::Status);
	void set_plain(int);
	int data;
};

template <typename... Properties>
void with()
{
	Battery battery;
	PowerSupply<Battery, supply::Type::battery, Properties...> made(battery);
}

[[maybe_unused]] void all(Device parent)
{
	with<supply::capacity<&Battery::number>, supply::status<&Battery::status>, supply::online<&Battery::truth>,
	     supply::model_name<&Battery::text>, supply::charge_control_end_threshold<&Battery::number, &Battery::set>>();
	with<>(); // FAULT: a power supply has a property
	with<supply::capacity<&Battery::number>, supply::capacity<&Battery::number>>(); // FAULT: a power supply has a property once
	with<supply::capasity<&Battery::number>>(); // FAULT: capasity
	with<supply::capacity<&Battery::nubmer>>(); // FAULT: nubmer
	with<supply::capacity<>>(); // FAULT: (wrong number of template arguments|too few template arguments)
	with<supply::capacity<&Battery::of_base>>(); // FAULT: a member function of the driver's class itself
	with<supply::capacity<&Battery::of_class>>(); // FAULT: a member function of the driver's class itself
	with<supply::capacity<&Battery::data>>(); // FAULT: a member function of the driver's class itself
	with<supply::capacity<&Battery::numbers>>(); // FAULT: what reads a property of a power supply takes nothing
	with<supply::capacity<&Battery::of_long>>(); // FAULT: what reads a property of a power supply takes nothing
	with<supply::online<&Battery::number>>(); // FAULT: what reads a property of a power supply takes nothing
	with<supply::status<&Battery::number>>(); // FAULT: what reads a property of a power supply takes nothing
	with<supply::status<&Battery::health>>(); // FAULT: what reads a property of a power supply takes nothing
	with<supply::serial_number<&Battery::number>>(); // FAULT: what reads a property of a power supply takes nothing
	with<supply::model_name<&Battery::text, &Battery::set_text>>(); // FAULT: a text of a power supply cannot be written
	with<supply::capacity<&Battery::number, &Battery::set_plain>>(); // FAULT: what writes a property of a power supply
	with<supply::capacity<&Battery::number, &Battery::set_status>>(); // FAULT: what writes a property of a power supply
	with<supply::status<&Battery::status, &Battery::set>>(); // FAULT: what writes a property of a power supply
	PowerSupply<Battery, supply::Type::batery, supply::capacity<&Battery::number>> *typeless; // FAULT: batery
	Battery battery;
	PowerSupply<Battery, supply::Type::battery, supply::capacity<&Battery::number>> good(battery);
	PowerSupply<Battery, supply::Type::battery, supply::capacity<&Battery::number>> copy(good); // FAULT: (deleted|implicitly)
	good.register_device(parent, "BAT0"); // FAULT: ignoring|an error would be ignored
	(void)good.register_device(parent, "BAT0");
}

} // namespace
