/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_DEVICE_SHIM_H
#define KERNEL_DEVICE_SHIM_H

#include "kernel/core/boundary.h"
#include "kernel/log/shim.h"

struct device;
struct kobj_uevent_env;

SHIMS_BEGIN
/* (A class is a void *: its struct has a name that C++ cannot say.) The name must live as long as the class. Returns an ERR_PTR. Both sleep. */
void *shim_class_create(const char *name);
void shim_class_destroy(void *class_of_devices);

/* Of zeroed memory; from then on put_device ends it. What it is registered with: its class, a struct device_type, an array of struct
 * attribute_group pointers that ends with NULL, or NULL, its driver_data, and its number, 0 if it has no node. */
void shim_device_initialize(struct device *device, void *class_of_devices, const void *type,
			    const void *groups, void *data, unsigned int number);
/* Sleeps. */
int shim_dev_set_name(struct device *device, const char *name);
/* All sleep; device_del waits until no sysfs callback runs; the last put_device calls the type's release. */
int shim_device_add(struct device *device) DIRECT(device_add);
void shim_device_del(struct device *device) DIRECT(device_del);
void shim_put_device(struct device *device) DIRECT(put_device);

/* Adds KEY=value; `size` bytes of value. Warns in the log if there is no room. */
int shim_add_uevent_var(struct kobj_uevent_env *env, const char *key, const char *value, int size);
/* Any context. */
const char *shim_dev_name(const struct device *device);
/* Any context. The level is KERN_INFO or its like; the format has the end of the line. (Cold: no hot path logs.) */
SHIM_PRINTF(3, 4)
void shim_dev_printk(const char *level, const struct device *device, const char *format, ...);

/* Sleeps; calls the type's uevent. */
int shim_kobject_uevent_change(struct device *device);
SHIMS_END

#endif
