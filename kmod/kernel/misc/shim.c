// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/miscdevice.h>. */
#include <linux/miscdevice.h>

#include "kernel/misc/shim.h"

SAME_TYPE(misc_register);
SAME_TYPE(misc_deregister);

SHIM(__cold void, misc_set, struct miscdevice *device, const char *name, unsigned short mode,
     const void *operations, const void *groups)
{
	*device = (struct miscdevice){
		.minor = MISC_DYNAMIC_MINOR,
		.name = name,
		.mode = mode,
		.fops = operations,
		.groups = (const struct attribute_group **)groups,
	};
}
