/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_LOG_SHIM_H
#define KERNEL_LOG_SHIM_H

#include "kernel/core/boundary.h"

struct _ddebug;

/* (C++ makes formats, and its compilers would have literals. i386 calls printk as assembly does, which for C++ the ... says.) */
#ifdef __cplusplus
#define SHIM_PRINTF(format, values) __attribute__((cold))
#define SHIM_ASMLINKAGE
#else
#include <linux/linkage.h>
#define SHIM_PRINTF(format, values) __attribute__((cold, __format__(printf, format, values)))
#define SHIM_ASMLINKAGE asmlinkage
#endif

SHIMS_BEGIN
/* The format has all that stands in the line: the level, the module's name, the end. (Cold: who logs is not in a hurry.) */
SHIM_ASMLINKAGE SHIM_PRINTF(1, 2) int shim_printk(const char *format, ...) DIRECT_IF(printk)
	DIRECT_IF(_printk);
/* The same, without a level; and then the stack, where the site's flags ask for it. */
SHIM_PRINTF(2, 3)
void shim_dynamic_pr_debug(struct _ddebug *site, const char *format, ...) DIRECT(__dynamic_pr_debug);
__attribute__((cold)) void shim_dynamic_dump_stack(struct _ddebug *site);
SHIMS_END

#endif
