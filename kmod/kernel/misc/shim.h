/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_MISC_SHIM_H
#define KERNEL_MISC_SHIM_H

#include "kernel/core/boundary.h"

struct miscdevice;

SHIMS_BEGIN
/* What it is registered with: struct file_operations, and an array of struct attribute_group pointers that ends with NULL, or NULL. */
void shim_misc_set(struct miscdevice *device, const char *name, unsigned short mode, const void *operations,
		   const void *groups);
/* Both sleep; deregister waits until no sysfs callback runs. */
int shim_misc_register(struct miscdevice *device) DIRECT(misc_register);
void shim_misc_deregister(struct miscdevice *device) DIRECT(misc_deregister);
SHIMS_END

#endif
