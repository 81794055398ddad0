// SPDX-License-Identifier: GPL-2.0-only
/* Module parameters (<linux/moduleparam.h>), and the lock that they have in common. (C++ says which can do without a value.) */
#include <linux/module.h>
#include <linux/moduleparam.h>

#include "kernel/param/shim.h"

#define PARAMETER(name, type, mode, description)                                                             \
	static const struct kernel_param_ops layer_parameter_##name = {                                      \
		.flags = KERNEL_PARAM_OPS_FL_NOARG,                                                          \
		.set = entry_parameter_set_##name,                                                           \
		.get = entry_parameter_get_##name,                                                           \
	};                                                                                                   \
	module_param_cb(name, &layer_parameter_##name, NULL, mode);                                          \
	__MODULE_PARM_TYPE(name, type);                                                                      \
	MODULE_PARM_DESC(name, description);
#include "kernel/module/declarations.h"

#ifdef CONFIG_SYSFS
SAME_TYPE(kernel_param_lock);
SAME_TYPE(kernel_param_unlock);
#endif

SHIM(void, kernel_param_lock, struct module *module)
{
	kernel_param_lock(module);
}

SHIM(void, kernel_param_unlock, struct module *module)
{
	kernel_param_unlock(module);
}
