// SPDX-License-Identifier: GPL-2.0-only
#include <linux/timer.h>

NEEDS("TIMER_INIT_KEY|INIT_TIMER_KEY", "to set up a timer")
NEEDS("TIMER_DELETE|DEL_TIMER", "to stop a timer")
NEEDS("TIMER_DELETE_SYNC|DEL_TIMER_SYNC", "to stop a timer and wait for its callback")

/* 6.16 and later. */
PROBE(TIMER_INIT_KEY)
static const void *const __maybe_unused has_timer_init_key = timer_init_key;

/* Before 6.16. */
PROBE(INIT_TIMER_KEY)
static const void *const __maybe_unused has_init_timer_key = init_timer_key;

/* 6.2 and later. */
PROBE(TIMER_DELETE)
static const void *const __maybe_unused has_timer_delete = timer_delete;

/* Before 6.15. */
PROBE(DEL_TIMER)
static const void *const __maybe_unused has_del_timer = del_timer;

/* 6.2 and later, and stable kernels of older series. */
PROBE(TIMER_DELETE_SYNC)
static const void *const __maybe_unused has_timer_delete_sync = timer_delete_sync;

/* Before 6.15. (A macro on some.) */
PROBE(DEL_TIMER_SYNC)
static inline int __maybe_unused has_del_timer_sync(struct timer_list *timer)
{
	return del_timer_sync(timer);
}

/* 6.2 and later, and stable kernels of older series. */
PROBE(TIMER_SHUTDOWN_SYNC)
static const void *const __maybe_unused has_timer_shutdown_sync = timer_shutdown_sync;
