// SPDX-License-Identifier: GPL-2.0-only
// The shims of LEDs.
#include "kernel/led/shim.h"

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

std::vector<led_classdev *> leds;
const fake::Part
	part([] { leds.clear(); },
	     [] { return leds.empty() ? std::string() : std::string("an LED: ") + leds.front()->name; });

} // namespace

namespace fake
{

led_classdev *led_named(std::string_view name)
{
	const auto found =
		std::find_if(leds.begin(), leds.end(), [&](const auto *each) { return each->name == name; });
	return found == leds.end() ? nullptr : *found;
}

int write_led(std::string_view name, unsigned int brightness)
{
	led_classdev *const led = led_named(name);
	if (led == nullptr)
		return -ENOENT;
	return led->brightness_set_blocking(
		led, static_cast<led_brightness>(std::min(brightness, led->max_brightness)));
}

} // namespace fake

int shim_led_classdev_register(struct device *parent, struct led_classdev *led, const char *name,
			       unsigned int max_brightness,
			       int (*set)(struct led_classdev *, enum led_brightness))
{
	fake::might_sleep("led_classdev_register");
	if (led->name != nullptr)
		fake::violated("an LED that is registered has not been zeroed");
	*led = {name, parent, max_brightness, set, nullptr};
	led->allocated = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (led->allocated == nullptr)
		return -ENOMEM;
	leds.push_back(led);
	return 0;
}

void shim_led_classdev_unregister(struct led_classdev *led)
{
	fake::might_sleep("led_classdev_unregister");
	if (std::erase(leds, led) != 1)
		return fake::violated("an LED taken back that was not registered");
	led->brightness_set_blocking(led, led_brightness{});
	shim_kfree(led->allocated);
}

void shim_led_set_brightness(struct led_classdev *led, unsigned int brightness)
{
	(void)fake::write_led(led->name, brightness);
}
