/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_CHRDEV_SHIM_H
#define KERNEL_CHRDEV_SHIM_H

#include "kernel/core/boundary.h"

struct cdev;
struct device;

SHIMS_BEGIN
/* Sleep, all of them. A device's number is a dev_t. */
int shim_alloc_chrdev_region(unsigned int *first, unsigned int first_minor, unsigned int count,
			     const char *name) DIRECT(alloc_chrdev_region);
void shim_unregister_chrdev_region(unsigned int first, unsigned int count) DIRECT(unregister_chrdev_region);

/* Of the module, with a struct file_operations. */
void shim_cdev_init(struct cdev *cdev, const void *operations);
/* Both: the cdev of the device's number, which holds the device, and the device. del waits until no sysfs callback runs. */
int shim_cdev_device_add(struct cdev *cdev, struct device *device) DIRECT(cdev_device_add);
void shim_cdev_device_del(struct cdev *cdev, struct device *device) DIRECT(cdev_device_del);
SHIMS_END

#endif
