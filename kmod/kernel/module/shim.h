/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_MODULE_SHIM_H
#define KERNEL_MODULE_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
/* insmod and rmmod. Process context; parameters have been set before init and stay open to sysfs after exit. */
int entry_init(void);
void entry_exit(void);
SHIMS_END

#endif
