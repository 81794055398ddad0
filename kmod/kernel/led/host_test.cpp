// SPDX-License-Identifier: GPL-2.0-only
// LEDs: which calls their owner gets, and until when.
#include "kernel/led/led.hpp"

#include <cerrno>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

struct Lamp : Pinned {
	explicit Lamp(std::string &seen) : seen(seen) {}
	Result<void> set_brightness(unsigned int brightness)
	{
		seen += " " + std::to_string(brightness);
		if (brightness == 13)
			return Errno(EIO);
		return {};
	}
	std::string &seen;
	Led<&Lamp::set_brightness> led{*this};
};

} // namespace

TEST_CASE_METHOD(Fresh, "an LED tells its owner how bright it is to be, and of the dark at its end")
{
	device parent{};
	std::string seen;
	{
		Lamp lamp(seen);
		REQUIRE(lamp.led.register_device(Device(&parent), "lamp::status", 100).ok());
		REQUIRE(fake::led_named("lamp::status") != nullptr);
		CHECK(fake::led_named("lamp::status")->parent == &parent);
		CHECK(seen.empty());
		CHECK(fake::write_led("lamp::status", 5) == 0);
		CHECK(fake::write_led("lamp::status", 1000) == 0);
		CHECK(fake::write_led("lamp::status", 13) == -EIO);
		lamp.led.set(7);
		CHECK(seen == " 5 100 13 7");
	}
	CHECK(seen == " 5 100 13 7 0");
	CHECK(fake::led_named("lamp::status") == nullptr);
}

TEST_CASE_METHOD(Fresh, "an LED is registered once, with a name and a brightness, and may fail before")
{
	device parent{};
	std::string seen;
	{
		Lamp lamp(seen);
		CHECK(lamp.led.register_device(Device(&parent), "", 1).error() == errors::invalid);
		CHECK(lamp.led.register_device(Device(&parent), "lamp", 0).error() == errors::invalid);
		fake::fail_allocation(1);
		CHECK(lamp.led.register_device(Device(&parent), "lamp", 1).error() == errors::no_memory);
		fake::fail_allocation(0);
		CHECK(lamp.led.register_device(Device(&parent), "lamp", 1).ok());
		CHECK(lamp.led.register_device(Device(&parent), "lamp", 1).error() == errors::busy);
	}
	CHECK(seen == " 0");
	{
		const Lamp never(seen);
	}
	CHECK(seen == " 0");
}
