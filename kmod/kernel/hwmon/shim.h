/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_HWMON_SHIM_H
#define KERNEL_HWMON_SHIM_H

#include "kernel/core/boundary.h"

struct device;

SHIMS_BEGIN
/* Both sleep. An ERR_PTR or the device, whose driver_data is `data`. The name and what `chip` (a struct hwmon_chip_info) leads to must live
 * until it is unregistered, which waits until no sysfs callback runs. */
struct device *shim_hwmon_device_register_with_info(struct device *parent, const char *name, void *data,
						    const void *chip);
void shim_hwmon_device_unregister(struct device *device) DIRECT(hwmon_device_unregister);
SHIMS_END

#endif
