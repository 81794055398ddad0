// SPDX-License-Identifier: GPL-2.0-only
#include <linux/device.h>
#include <linux/mm.h>
#include <linux/sysfs.h>

#include "kernel/sysfs/operations.h"

#define ATTRIBUTE_OPERATION_TYPE(operation, ...) OPERATION_TYPE(device_attribute, operation, __VA_ARGS__)
KERNEL_DEVICE_ATTRIBUTE_OPERATIONS(ATTRIBUTE_OPERATION_TYPE)

#define ATTRIBUTE_OPERATION_LAYOUT(operation, ...)                                                           \
	DEFINE(LAYOUT_DEVICE_ATTRIBUTE_##operation, offsetof(struct device_attribute, operation));

_Static_assert(sizeof_field(struct attribute, mode) == sizeof(u16),
	       "struct attribute: .mode has another size on this kernel");

LAYOUTS(sysfs)
{
	DEFINE(LAYOUT_DEVICE_ATTRIBUTE_SIZE, sizeof(struct device_attribute));
	DEFINE(LAYOUT_DEVICE_ATTRIBUTE_NAME, offsetof(struct device_attribute, attr.name));
	DEFINE(LAYOUT_DEVICE_ATTRIBUTE_MODE, offsetof(struct device_attribute, attr.mode));
	KERNEL_DEVICE_ATTRIBUTE_OPERATIONS(ATTRIBUTE_OPERATION_LAYOUT)
	DEFINE(LAYOUT_ATTRIBUTE_GROUP_SIZE, sizeof(struct attribute_group));
	DEFINE(LAYOUT_ATTRIBUTE_GROUP_ATTRS, offsetof(struct attribute_group, attrs));
	DEFINE(LAYOUT_DEVICE_DRIVER_DATA, offsetof(struct device, driver_data));
	DEFINE(LAYOUT_SYSFS_SIZE, PAGE_SIZE);
}
