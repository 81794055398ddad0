// SPDX-License-Identifier: GPL-2.0-only
#include <linux/jiffies.h>

LAYOUTS(time)
{
	DEFINE(LAYOUT_HZ, HZ);
	DEFINE(LAYOUT_MAX_JIFFY_OFFSET, MAX_JIFFY_OFFSET);
}
