// SPDX-License-Identifier: GPL-2.0-only
// LEDs in the kernel, of a device of a class, that are lit and go.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/device/class_device.hpp"
#include "kernel/led/led.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

class LedOwner : public Removable
{
};

class LedLamp : Pinned
{
public:
	explicit LedLamp(Atomic<unsigned int> &brightness) : brightness_(brightness) {}
	Result<void> set_brightness(unsigned int brightness)
	{
		brightness_.store(brightness);
		return {};
	}

private:
	Atomic<unsigned int> &brightness_;

public:
	Led<&LedLamp::set_brightness> led_{*this};
};

Outcome leds_are_lit_and_go()
{
	DeviceClass owners;
	TRY(owners.create("rusty_selftest_led"));
	auto owner = TRY(ClassDevice<LedOwner>::register_device(owners, "selftest_led"));
	const Device device(ClassHost<LedOwner>::of_device(*owner).raw());
	Atomic<unsigned int> brightness{77};
	for (int times = 0; times < 3; ++times) {
		auto lamp = TRY(Box<LedLamp>::make(Gfp::kernel, brightness));
		EXPECT(lamp->led_.register_device(device, "", 1).error() == errors::invalid);
		EXPECT(lamp->led_.register_device(device, "selftest::led", 0).error() == errors::invalid);
		TRY(lamp->led_.register_device(device, "selftest::led", 100));
		EXPECT(lamp->led_.register_device(device, "selftest::led", 100).error() == errors::busy);
		lamp->led_.set(5);
		EXPECT(eventually([&] { return brightness.load() == 5; }));
		lamp->led_.set(1000);
		EXPECT(eventually([&] { return brightness.load() == 100; }));
	}
	EXPECT(brightness.load() == 0);
	return {};
}

constexpr Test led_tests[] = {
	{"led: they are lit as requested, and dark at their end", leds_are_lit_and_go},
};

} // namespace
} // namespace selftest
