// SPDX-License-Identifier: GPL-2.0-only
#include <linux/errno.h>

/* Errors that exist inside the kernel only. */
LAYOUTS(error)
{
	DEFINE(LAYOUT_ERESTARTSYS, ERESTARTSYS);
}
