// SPDX-License-Identifier: GPL-2.0-only
// A platform driver in the kernel and devices of the module's own: probe and remove, resources, the numbers behind a name. (Tables of ids, and
// the system's sleep, are tested with a driver that has some.)
#pragma once

#include "kernel/platform/platform.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// (Without a table a driver is for what has its name.)
constexpr PlatformIds platform_test_ids({"rusty_selftest", nullptr, nullptr, nullptr}, PlatformIds::none);

struct PlatformCommon {
	int alive = 0;
	int probed = 0;
	bool refuse = false;
	PlatformId id{1};
	Text name{};
};

class PlatformChip : Pinned
{
public:
	static Result<Box<PlatformChip>> probe(PlatformDevice device, PlatformId id, PlatformCommon &common)
	{
		++common.probed;
		common.id = id;
		auto chip = TRY(Box<PlatformChip>::make(Gfp::kernel, device, common));
		if (common.refuse)
			return errors::no_device;
		return chip;
	}
	PlatformChip(PlatformDevice device, PlatformCommon &common) : device_(device), counted_(common.alive)
	{
	}
	// (What a driver is told of the system's sleep is not asked for here: the kernel takes the table.)
	Result<void> suspend() { return {}; }
	Result<void> resume() { return {}; }
	PlatformDevice device() const { return device_; }

private:
	PlatformDevice device_;
	Counted counted_;
};

Outcome platform_devices_and_their_driver_come_and_go()
{
	PlatformCommon common;
	PlatformDeviceRegistration first, second;
	TRY(first.register_device("rusty_selftest"));
	EXPECT(first.register_device("rusty_selftest").error() == errors::busy);
	EXPECT(first.device().name() == "rusty_selftest" && first.device().id() == platform_devid::none);
	for (int times = 0; times < 2; ++times) {
		PlatformDriver<PlatformChip, PlatformCommon> driver(platform_test_ids, common);
		TRY(driver.register_driver());
		EXPECT(driver.register_driver().error() == errors::busy);
		EXPECT(hidden(common.alive) == 1 && common.id.driver_data == 0);
		PlatformDriver<PlatformChip, PlatformCommon> same(platform_test_ids, common);
		EXPECT(same.register_driver().error() == errors::busy);
		TRY(second.register_device("rusty_selftest", 7));
		EXPECT(second.device().name() == "rusty_selftest.7" && second.device().id() == 7);
		EXPECT(hidden(common.alive) == 2);
		if (times == 0)
			second.unregister();
		EXPECT(hidden(common.alive) == 2 - (times == 0));
	}
	EXPECT(hidden(common.alive) == 0 && common.probed == 4);
	return {};
}

Outcome platform_probe_that_refuses()
{
	PlatformCommon common;
	common.refuse = true;
	PlatformDriver<PlatformChip, PlatformCommon> driver(platform_test_ids, common);
	TRY(driver.register_driver());
	PlatformDeviceRegistration device;
	TRY(device.register_device("rusty_selftest", platform_devid::automatic));
	EXPECT(hidden(common.probed) == 1 && common.alive == 0);
	return {};
}

// (Addresses that nothing answers at: they are mapped, and not read.)
Outcome platform_resources()
{
	constexpr u64 start = 0xfed40000;
	PlatformDeviceRegistration device, another;
	const PlatformResource resources[] = {PlatformResource::memory(start, 0x1000),
					      PlatformResource::irq(9)};
	const PlatformResource across[] = {PlatformResource::memory(start + 0x800, 0x1000)};
	const PlatformResource empty[] = {PlatformResource::memory(start, 0)};
	EXPECT(device.register_device("rusty_selftest_none", 0, empty).error() == errors::invalid);
	const Result<void> made = device.register_device("rusty_selftest_none", 0, resources);
	if (!made.ok())
		return made.error() == errors::busy
			       ? Outcome::skipped("this machine has something where the test would")
			       : Outcome(made.error());
	using Registers = PlatformMemory<0x1000>;
	EXPECT(Registers::map(device.device(), 1).error() == Errno(ENXIO));
	EXPECT(PlatformMemory<0x2000>::map(device.device(), 0).error() == Errno(ENXIO));
	for (int times = 0; times < 2; ++times) {
		const Registers registers = TRY(Registers::map(device.device(), 0));
		EXPECT(registers.size() == 0x1000);
		EXPECT(Registers::map(device.device(), 0).error() == errors::busy);
	}
	const IrqLine line = TRY(device.device().get_irq(0));
	EXPECT(line.number() == 9 && !line.shared());
	EXPECT(device.device().get_irq(1).error() == Errno(ENXIO));
	// (The kernel takes equal ones, and such as lie within others.)
	EXPECT(another.register_device("rusty_selftest_none", 1, across).error() == errors::busy);
	return {};
}

constexpr Test platform_tests[] = {
	{"platform: devices of a module's own and their driver come and go, in either order",
	 platform_devices_and_their_driver_come_and_go},
	{"platform: a driver whose probe refuses has nothing", platform_probe_that_refuses},
	{"platform: a device has its memory once, and its interrupt", platform_resources},
};

} // namespace
} // namespace selftest
