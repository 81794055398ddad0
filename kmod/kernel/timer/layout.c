// SPDX-License-Identifier: GPL-2.0-only
#include <linux/timer.h>

LAYOUTS(timer)
{
	TYPE(TIMER_LIST, struct timer_list);
	DEFINE(LAYOUT_TIMER_LIST_EXPIRES, offsetof(struct timer_list, expires));
}
