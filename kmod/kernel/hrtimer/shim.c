// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/hrtimer.h>. */
#include <linux/hrtimer.h>

#include "kernel/hrtimer/shim.h"

SAME_TYPE(hrtimer_active);
SAME_TYPE(hrtimer_cancel);

SHIM(void, hrtimer_setup, struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *))
{
#if KERNEL_HAS_HRTIMER_SETUP
	hrtimer_setup(timer, function, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
#else
	hrtimer_init(timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
	timer->function = function;
#endif
}

SHIM(void, hrtimer_start, struct hrtimer *timer, s64 when)
{
	hrtimer_start(timer, ns_to_ktime(when), HRTIMER_MODE_ABS);
}

SHIM(u64, hrtimer_forward_now, struct hrtimer *timer, s64 interval)
{
	return hrtimer_forward_now(timer, ns_to_ktime(interval));
}
