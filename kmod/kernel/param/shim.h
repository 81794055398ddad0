/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_PARAM_SHIM_H
#define KERNEL_PARAM_SHIM_H

#include "kernel/core/boundary.h"

struct kernel_param;
struct module;

SHIMS_BEGIN
/* The lock that every callback of a module parameter is called under; sleeps. */
void shim_kernel_param_lock(struct module *module) DIRECT_IF(kernel_param_lock);
void shim_kernel_param_unlock(struct module *module) DIRECT_IF(kernel_param_unlock);

/* Under that lock. The text is NULL where the parameter has no value. get fills a page, returns the bytes or an errno. */
#define PARAMETER(name, ...)                                                                                 \
	int entry_parameter_set_##name(const char *text, const struct kernel_param *parameter);              \
	int entry_parameter_get_##name(char *page, const struct kernel_param *parameter);
#include "kernel/module/declarations.h"
SHIMS_END

#endif
