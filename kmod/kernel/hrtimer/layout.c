// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hrtimer.h>

LAYOUTS(hrtimer)
{
	TYPE(HRTIMER, struct hrtimer);
	DEFINE(LAYOUT_HRTIMER_NORESTART, HRTIMER_NORESTART);
	DEFINE(LAYOUT_HRTIMER_RESTART, HRTIMER_RESTART);
}
