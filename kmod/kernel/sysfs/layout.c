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
	DEFINE(LAYOUT_ATTRIBUTE_NAME, offsetof(struct attribute, name));
	DEFINE(LAYOUT_ATTRIBUTE_MODE, offsetof(struct attribute, mode));
	DEFINE(LAYOUT_BIN_ATTRIBUTE_SIZE, sizeof(struct bin_attribute));
	DEFINE(LAYOUT_BIN_ATTRIBUTE_NAME, offsetof(struct bin_attribute, attr.name));
	DEFINE(LAYOUT_BIN_ATTRIBUTE_MODE, offsetof(struct bin_attribute, attr.mode));
	DEFINE(LAYOUT_BIN_ATTRIBUTE_BYTES, offsetof(struct bin_attribute, size));
	DEFINE(LAYOUT_BIN_ATTRIBUTE_read, offsetof(struct bin_attribute, read));
	DEFINE(LAYOUT_BIN_ATTRIBUTE_write, offsetof(struct bin_attribute, write));
	DEFINE(LAYOUT_ATTRIBUTE_GROUP_SIZE, sizeof(struct attribute_group));
	DEFINE(LAYOUT_ATTRIBUTE_GROUP_NAME, offsetof(struct attribute_group, name));
	DEFINE(LAYOUT_ATTRIBUTE_GROUP_ATTRS, offsetof(struct attribute_group, attrs));
	DEFINE(LAYOUT_ATTRIBUTE_GROUP_BIN_ATTRS, offsetof(struct attribute_group, bin_attrs));
	DEFINE(LAYOUT_ATTRIBUTE_GROUP_is_visible, offsetof(struct attribute_group, is_visible));
	DEFINE(LAYOUT_ATTRIBUTE_GROUP_is_bin_visible, offsetof(struct attribute_group, is_bin_visible));
	DEFINE(LAYOUT_DEVICE_KOBJ, offsetof(struct device, kobj));
	DEFINE(LAYOUT_DEVICE_DRIVER_DATA, offsetof(struct device, driver_data));
	DEFINE(LAYOUT_SYSFS_SIZE, PAGE_SIZE);
}
