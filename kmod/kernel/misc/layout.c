// SPDX-License-Identifier: GPL-2.0-only
#include <linux/miscdevice.h>

LAYOUTS(misc)
{
	TYPE(MISCDEVICE, struct miscdevice);
}
