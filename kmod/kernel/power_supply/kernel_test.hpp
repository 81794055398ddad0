// SPDX-License-Identifier: GPL-2.0-only
// Power supplies in the kernel that come, change and go. (What their files show is read by the test of a driver that has one.)
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/device/class_device.hpp"
#include "kernel/power_supply/power_supply.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

class SupplyBattery : Pinned
{
public:
	explicit SupplyBattery(Atomic<unsigned int> &asked) : asked_(asked) {}
	Result<supply::Status> status() const { return supply::Status::discharging; }
	Result<int> capacity() const
	{
		asked_.add(1);
		return 101;
	}
	Result<bool> present() const { return true; }
	Result<int> temperature() const { return 301; }
	Result<const char *> manufacturer() const { return "rusty"; }
	Result<int> threshold() const { return threshold_; }
	Result<void> set_threshold(int percent)
	{
		threshold_ = percent;
		return {};
	}

private:
	Atomic<unsigned int> &asked_;
	int threshold_ = 80;

public:
	PowerSupply<SupplyBattery, supply::Type::battery, supply::status<&SupplyBattery::status>,
		    supply::capacity<&SupplyBattery::capacity>, supply::present<&SupplyBattery::present>,
		    supply::temp<&SupplyBattery::temperature>,
		    supply::manufacturer<&SupplyBattery::manufacturer>,
		    supply::charge_control_end_threshold<&SupplyBattery::threshold,
							 &SupplyBattery::set_threshold>>
		supply_{*this};
};

class SupplyParent : public Removable
{
};

Outcome power_supplies_come_change_and_go()
{
	DeviceClass parents;
	TRY(parents.create("rusty_selftest_supply"));
	auto parent = TRY(ClassDevice<SupplyParent>::register_device(parents, "selftest_supply"));
	const Device device(ClassHost<SupplyParent>::of_device(*parent).raw());
	Atomic<unsigned int> asked{0};
	for (int times = 0; times < 3; ++times) {
		auto first = TRY(Box<SupplyBattery>::make(Gfp::kernel, asked));
		auto second = TRY(Box<SupplyBattery>::make(Gfp::kernel, asked));
		first->supply_.changed();
		EXPECT(first->supply_.register_device(device, "").error() == errors::invalid);
		TRY(first->supply_.register_device(device, "selftest0"));
		EXPECT(first->supply_.register_device(device, "selftest1").error() == errors::busy);
		TRY(second->supply_.register_device(device, "selftest1"));
		// (The kernel says it once itself, soon after.)
		const unsigned int before = asked.load();
		first->supply_.changed();
		EXPECT(eventually([&] { return asked.load() != before; }));
		// One more is on its way while they go.
		first->supply_.changed();
		second->supply_.changed();
	}
	const unsigned int at_end = asked.load();
	sleep(50_ms);
	EXPECT(asked.load() == at_end);
	return {};
}

constexpr Test power_supply_tests[] = {
	{"power_supply: they come, change and go, and are not asked after that",
	 power_supplies_come_change_and_go},
};

} // namespace
} // namespace selftest
