// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/cdev.h>, and of the regions of <linux/fs.h>. */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/module.h>

#include "kernel/chrdev/shim.h"

SAME_TYPE(alloc_chrdev_region);
SAME_TYPE(unregister_chrdev_region);
SAME_TYPE(cdev_device_add);
SAME_TYPE(cdev_device_del);

SHIM(void, cdev_init, struct cdev *cdev, const void *operations)
{
	cdev_init(cdev, operations);
	cdev->owner = THIS_MODULE;
}
