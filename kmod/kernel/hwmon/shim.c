// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/hwmon.h>. */
#include <linux/hwmon.h>

#include "kernel/hwmon/shim.h"

SAME_TYPE(hwmon_device_unregister);

SHIM(struct device *, hwmon_device_register_with_info, struct device *parent, const char *name, void *data,
     const void *chip)
{
	return hwmon_device_register_with_info(parent, name, data, chip, NULL);
}
