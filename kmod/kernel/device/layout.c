// SPDX-License-Identifier: GPL-2.0-only
#include <linux/device.h>
#include <linux/pm.h>

#include "kernel/device/pm_operations.h"

#define DEV_PM_OPERATION_TYPE(operation, ...) OPERATION_TYPE(dev_pm_ops, operation, __VA_ARGS__)
KERNEL_DEV_PM_OPERATIONS(DEV_PM_OPERATION_TYPE)

#define DEV_PM_OPERATION_LAYOUT(operation, ...)                                                              \
	DEFINE(LAYOUT_DEV_PM_OPS_##operation, offsetof(struct dev_pm_ops, operation));

LAYOUTS(device)
{
	TYPE(DEVICE, struct device);
	DEFINE(LAYOUT_DEVICE_TYPE_SIZE, sizeof(struct device_type));
	DEFINE(LAYOUT_DEVICE_TYPE_uevent, offsetof(struct device_type, uevent));
	DEFINE(LAYOUT_DEVICE_TYPE_devnode, offsetof(struct device_type, devnode));
	DEFINE(LAYOUT_DEVICE_TYPE_release, offsetof(struct device_type, release));
	DEFINE(LAYOUT_DEVICE_TYPE_PM, offsetof(struct device_type, pm));
	DEFINE(LAYOUT_DEV_PM_OPS_SIZE, sizeof(struct dev_pm_ops));
	KERNEL_DEV_PM_OPERATIONS(DEV_PM_OPERATION_LAYOUT)
}
