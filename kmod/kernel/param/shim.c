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

SHIM(void, kernel_param_lock, void)
{
	kernel_param_lock(THIS_MODULE);
}

SHIM(void, kernel_param_unlock, void)
{
	kernel_param_unlock(THIS_MODULE);
}
