// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/leds.h>. */
#include <linux/leds.h>

#include "kernel/led/shim.h"

SHIM(int, led_classdev_register, struct device *parent, struct led_classdev *led, const char *name,
     unsigned int max_brightness, int (*brightness_set_blocking)(struct led_classdev *, enum led_brightness))
{
	led->name = name;
	led->max_brightness = max_brightness;
	led->brightness_set_blocking = brightness_set_blocking;
	/* (As it goes it is switched off; that its device has gone already is no line in the log.) */
	led->flags |= LED_HW_PLUGGABLE;
	return led_classdev_register(parent, led);
}

/* (A write to the file while the kernel unregisters it may queue the work once more, which it does not wait for.) */
SHIM(void, led_classdev_unregister, struct led_classdev *led)
{
	led_classdev_unregister(led);
	cancel_work_sync(&led->set_brightness_work);
}

SHIM(void, led_set_brightness, struct led_classdev *led, unsigned int brightness)
{
	led_set_brightness(led, brightness);
}
