// SPDX-License-Identifier: GPL-2.0-only
// The fake of LEDs, by name; a brightness is set at once.
#pragma once

#include <string_view>

struct device;
enum led_brightness : unsigned int;

struct led_classdev {
	const char *name;
	device *parent;
	unsigned int max_brightness;
	int (*brightness_set_blocking)(led_classdev *, led_brightness);
	void *allocated;
};

#define LAYOUT_LED_CLASSDEV_SIZE sizeof(::led_classdev)
#define LAYOUT_LED_CLASSDEV_ALIGN alignof(::led_classdev)

namespace fake
{

// The one that is registered by this name, or nullptr.
led_classdev *led_named(std::string_view name);
// As by a write to its file. What its function returned.
int write_led(std::string_view name, unsigned int brightness);

} // namespace fake
