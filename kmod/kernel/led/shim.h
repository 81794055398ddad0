/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_LED_SHIM_H
#define KERNEL_LED_SHIM_H

#include "kernel/core/boundary.h"

#ifdef __cplusplus
enum led_brightness : unsigned int;
#else
#include <linux/leds.h>
#endif
struct device;
struct led_classdev;

SHIMS_BEGIN
/* All sleep but led_set_brightness, which is for any context but NMI. Of a zeroed one, whose name must live as long as it is registered. The
 * function is called in process context, once at a time. Unregistering calls it for brightness 0, and waits for that. */
int shim_led_classdev_register(struct device *parent, struct led_classdev *led, const char *name,
			       unsigned int max_brightness,
			       int (*brightness_set_blocking)(struct led_classdev *, enum led_brightness));
void shim_led_classdev_unregister(struct led_classdev *led);
void shim_led_set_brightness(struct led_classdev *led, unsigned int brightness);
SHIMS_END

#endif
