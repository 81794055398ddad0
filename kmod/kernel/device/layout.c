// SPDX-License-Identifier: GPL-2.0-only
#include <linux/device.h>

LAYOUTS(device)
{
	TYPE(DEVICE, struct device);
	DEFINE(LAYOUT_DEVICE_TYPE_SIZE, sizeof(struct device_type));
	DEFINE(LAYOUT_DEVICE_TYPE_devnode, offsetof(struct device_type, devnode));
	DEFINE(LAYOUT_DEVICE_TYPE_release, offsetof(struct device_type, release));
}
