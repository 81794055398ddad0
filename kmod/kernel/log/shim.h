/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_LOG_SHIM_H
#define KERNEL_LOG_SHIM_H

#include "kernel/core/boundary.h"

struct _ddebug;

/* (C++ makes formats, and its compilers would have literals.) */
#ifdef __cplusplus
#define SHIM_PRINTF(format, values) __attribute__((cold))
#else
#define SHIM_PRINTF(format, values) __attribute__((cold, __format__(printf, format, values)))
#endif

SHIMS_BEGIN
/* The format has all that stands in the line: the level, the module's name, the end. (Cold: who logs is not in a hurry.) */
SHIM_PRINTF(1, 2) void shim_printk(const char *format, ...);
/* The same, without a level. */
SHIM_PRINTF(2, 3) void shim_dynamic_pr_debug(struct _ddebug *site, const char *format, ...);
SHIMS_END

#endif
