// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <linux/moduleparam.h>

LAYOUTS(param)
{
	DEFINE(LAYOUT_PARAMETER_SIZE, PAGE_SIZE);
	FUNCTION(kernel_param_lock, IS_ENABLED(CONFIG_SYSFS));
	FUNCTION(kernel_param_unlock, IS_ENABLED(CONFIG_SYSFS));
}
