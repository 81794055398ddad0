// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>

LAYOUTS(module)
{
	DEFINE(LAYOUT_MODULE_STATE, offsetof(struct module, state));
	DEFINE(LAYOUT_MODULE_STATE_LIVE, MODULE_STATE_LIVE);
}
