// SPDX-License-Identifier: GPL-2.0-only
#include <linux/device.h>
#include <linux/hwmon.h>

#include "kernel/hwmon/attributes.h"

#define HWMON_OPERATION_TYPE(operation, ...) OPERATION_TYPE(hwmon_ops, operation, __VA_ARGS__)
KERNEL_HWMON_OPERATIONS(HWMON_OPERATION_TYPE)
_Static_assert(sizeof_field(struct hwmon_channel_info, type) == sizeof(u32) &&
		       sizeof(*(((struct hwmon_channel_info *)0)->config)) == sizeof(u32),
	       "struct hwmon_channel_info has members of other sizes on this kernel");

#define HWMON_KIND(kind) DEFINE(LAYOUT_HWMON_##kind, hwmon_##kind);
#define HWMON_ATTRIBUTE(kind, attribute)                                                                     \
	DEFINE(LAYOUT_HWMON_##kind##_##attribute, hwmon_##kind##_##attribute);
#define HWMON_OPERATION(operation, ...)                                                                      \
	DEFINE(LAYOUT_HWMON_OPS_##operation, offsetof(struct hwmon_ops, operation));

LAYOUTS(hwmon)
{
	KERNEL_HWMON_KINDS(HWMON_KIND)
	KERNEL_HWMON_ATTRIBUTES(HWMON_ATTRIBUTE)
	DEFINE(LAYOUT_HWMON_OPS_SIZE, sizeof(struct hwmon_ops));
	KERNEL_HWMON_OPERATIONS(HWMON_OPERATION)
	DEFINE(LAYOUT_HWMON_CHANNEL_INFO_SIZE, sizeof(struct hwmon_channel_info));
	DEFINE(LAYOUT_HWMON_CHANNEL_INFO_type, offsetof(struct hwmon_channel_info, type));
	DEFINE(LAYOUT_HWMON_CHANNEL_INFO_config, offsetof(struct hwmon_channel_info, config));
	DEFINE(LAYOUT_HWMON_CHIP_INFO_SIZE, sizeof(struct hwmon_chip_info));
	DEFINE(LAYOUT_HWMON_CHIP_INFO_ops, offsetof(struct hwmon_chip_info, ops));
	DEFINE(LAYOUT_HWMON_CHIP_INFO_info, offsetof(struct hwmon_chip_info, info));
	DEFINE(LAYOUT_HWMON_DRIVER_DATA, offsetof(struct device, driver_data));
}
