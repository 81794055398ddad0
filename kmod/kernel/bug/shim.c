// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/bug.h>. */
#include <linux/bug.h>

#include "kernel/bug/shim.h"

SHIM(void, warn, const char *text)
{
	WARN(1, KBUILD_MODNAME ": %s\n", text);
}

SHIM(void, bug, void)
{
	BUG();
}
