// SPDX-License-Identifier: GPL-2.0-only
#include <linux/leds.h>

OPERATION_TYPE(led_classdev, brightness_set_blocking, int, struct led_classdev *, enum led_brightness)

LAYOUTS(led)
{
	TYPE(LED_CLASSDEV, struct led_classdev);
}
