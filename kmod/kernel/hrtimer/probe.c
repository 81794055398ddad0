// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hrtimer.h>

NEEDS("HRTIMER_SETUP|HRTIMER_INIT", "to set up a high-resolution timer")

/* 6.13 and later. */
PROBE(HRTIMER_SETUP)
static const void *const __maybe_unused has_hrtimer_setup = hrtimer_setup;

/* Before 6.15. */
PROBE(HRTIMER_INIT)
static inline void __maybe_unused has_hrtimer_init(struct hrtimer *timer)
{
	hrtimer_init(timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
}
