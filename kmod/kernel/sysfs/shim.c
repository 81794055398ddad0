// SPDX-License-Identifier: GPL-2.0-only
/* The types of operations of <linux/sysfs.h> that kernels differ in: here and not in layout.c, which has no probes. */
#include <linux/sysfs.h>

#include "kernel/sysfs/group_operations.h"

#define SYSFS_OPERATION_TYPE(structure, operation, result, ...)                                              \
	_Static_assert(__builtin_types_compatible_p(typeof(((struct structure *)0)->operation),              \
						    result(*)(__VA_ARGS__)),                                 \
		       "struct " #structure ": ." #operation " has another type on this kernel");
#define GROUP_OPERATION_TYPE(operation, ...) SYSFS_OPERATION_TYPE(attribute_group, operation, __VA_ARGS__)
#define BIN_OPERATION_TYPE(operation, ...) SYSFS_OPERATION_TYPE(bin_attribute, operation, __VA_ARGS__)
KERNEL_ATTRIBUTE_GROUP_OPERATIONS(GROUP_OPERATION_TYPE)
KERNEL_BIN_ATTRIBUTE_OPERATIONS(BIN_OPERATION_TYPE)
