// SPDX-License-Identifier: GPL-2.0-only
// Power supplies: which files they have, what these show and take, and until when.
#include "kernel/power_supply/power_supply.hpp"

#include <cerrno>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

struct Battery : Pinned {
	Result<supply::Status> status() const { return state; }
	Result<int> capacity() const { return percent; }
	Result<bool> present() { return true; }
	Result<int> voltage() const { return Errno(ENODATA); }
	Result<const char *> model() const { return "a model"; }
	Result<int> threshold() const { return end; }
	Result<void> set_threshold(int value)
	{
		end = value;
		if (value == 13)
			return Errno(EIO);
		return {};
	}
	Result<supply::ChargeType> charge_type() const { return type; }
	Result<void> set_charge_type(supply::ChargeType value)
	{
		type = value;
		return {};
	}
	supply::Status state = supply::Status::charging;
	supply::ChargeType type = supply::ChargeType::none;
	int percent = 55;
	int end = 80;
	PowerSupply<Battery, supply::Type::battery, supply::status<&Battery::status>,
		    supply::capacity<&Battery::capacity>, supply::present<&Battery::present>,
		    supply::voltage_now<&Battery::voltage>, supply::model_name<&Battery::model>,
		    supply::charge_control_end_threshold<&Battery::threshold, &Battery::set_threshold>,
		    supply::charge_type<&Battery::charge_type, &Battery::set_charge_type>>
		supply_{*this};
};
struct Charger : Pinned {
	Result<bool> online() const { return false; }
	PowerSupply<Charger, supply::Type::mains, supply::online<&Charger::online>> supply_{*this};
};

struct Supplies : Fresh {
	device parent{};
	Battery battery;
	Supplies() { REQUIRE(battery.supply_.register_device(Device(&parent), "BAT0").ok()); }
};

std::string read(const char *file)
{
	return fake::read_power_supply("BAT0", file);
}

} // namespace

TEST_CASE_METHOD(
	Supplies,
	"a power supply has the files of its properties, and they are what the driver's functions say")
{
	CHECK(fake::power_supply_files("BAT0") ==
	      "status 444, capacity 444, present 444, voltage_now 444, model_name 444, "
	      "charge_control_end_threshold 644, charge_type 644");
	CHECK(fake::power_supply_named("BAT0")->parent == &parent);
	CHECK(fake::power_supply_named("BAT0")->desc->type == LAYOUT_POWER_SUPPLY_TYPE_BATTERY);
	CHECK(read("status") == std::to_string(LAYOUT_POWER_SUPPLY_STATUS_CHARGING));
	CHECK(read("capacity") == "55");
	CHECK(read("present") == "1");
	CHECK(read("voltage_now") == fake::errno_text(ENODATA));
	CHECK(read("model_name") == "a model");
	CHECK(read("charge_control_end_threshold") == "80");
	CHECK(read("online") == fake::errno_text(ENOENT));
}

TEST_CASE_METHOD(Supplies, "what a property of a power supply cannot be is neither shown nor set")
{
	battery.percent = 101;
	CHECK(read("capacity") == fake::errno_text(ERANGE));
	battery.percent = -1;
	CHECK(read("capacity") == fake::errno_text(ERANGE));
	battery.percent = 100;
	CHECK(read("capacity") == "100");
	battery.state = static_cast<supply::Status>(99);
	CHECK(read("status") == fake::errno_text(ERANGE));
	CHECK(fake::write_power_supply("BAT0", "charge_control_end_threshold", 60) == 0);
	CHECK(fake::write_power_supply("BAT0", "charge_control_end_threshold", 101) == -EINVAL);
	CHECK(fake::write_power_supply("BAT0", "charge_control_end_threshold", -1) == -EINVAL);
	CHECK(battery.end == 60);
	CHECK(fake::write_power_supply("BAT0", "charge_control_end_threshold", 13) == -EIO);
	CHECK(fake::write_power_supply("BAT0", "charge_type", LAYOUT_POWER_SUPPLY_CHARGE_TYPE_FAST) == 0);
	CHECK(battery.type == supply::ChargeType::fast);
	CHECK(fake::write_power_supply("BAT0", "charge_type", LAYOUT_POWER_SUPPLY_CHARGE_TYPE_LONGLIFE + 1) ==
	      -EINVAL);
	CHECK(fake::write_power_supply("BAT0", "capacity", 5) == -EINVAL);
}

TEST_CASE_METHOD(Supplies, "a power supply says that it has changed, while it is registered")
{
	Charger charger;
	charger.supply_.changed();
	battery.supply_.changed();
	battery.supply_.changed();
	CHECK(fake::power_supply_named("BAT0")->changes == 2);
	REQUIRE(charger.supply_.register_device(Device(&parent), "AC").ok());
	CHECK(fake::read_power_supply("AC", "online") == "0");
	CHECK(fake::write_power_supply("AC", "online", 1) == -ENODEV);
	CHECK(fake::power_supply_named("AC")->changes == 0);
}

TEST_CASE_METHOD(Supplies, "a power supply is registered once, with a name of its own, and may fail before")
{
	{
		Charger charger;
		CHECK(battery.supply_.register_device(Device(&parent), "BAT1").error() == errors::busy);
		CHECK(charger.supply_.register_device(Device(&parent), "").error() == errors::invalid);
		CHECK(charger.supply_.register_device(Device(&parent), "BAT0").error() == errors::exists);
		fake::fail_allocation(1);
		CHECK(charger.supply_.register_device(Device(&parent), "AC").error() == errors::no_memory);
		fake::fail_allocation(0);
		CHECK(charger.supply_.register_device(Device(&parent), "AC").ok());
		CHECK(fake::power_supply_named("AC") != nullptr);
	}
	CHECK(fake::power_supply_named("AC") == nullptr);
}
