// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

LAYOUTS(param)
{
	DEFINE(LAYOUT_PARAMETER_SIZE, PAGE_SIZE);
}
