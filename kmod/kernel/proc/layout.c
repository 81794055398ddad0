// SPDX-License-Identifier: GPL-2.0-only
#include <linux/proc_fs.h>

#include "kernel/core/boundary.h"
#include "kernel/proc/operations.h"

#define PROC_OPERATION_TYPE(operation, ...) OPERATION_TYPE(proc_ops, operation, __VA_ARGS__)
KERNEL_PROC_OPERATIONS(PROC_OPERATION_TYPE)

#define PROC_OPERATION_LAYOUT(operation, ...)                                                                \
	DEFINE(LAYOUT_PROC_OPS_##operation, offsetof(struct proc_ops, operation));

LAYOUTS(proc)
{
	DEFINE(LAYOUT_PROC_OPS_SIZE, sizeof(struct proc_ops));
	KERNEL_PROC_OPERATIONS(PROC_OPERATION_LAYOUT)
}
