// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/timer.h>. */
#include <linux/timer.h>

#include "kernel/timer/shim.h"

SAME_TYPE(mod_timer);

SHIM(void, timer_init, struct timer_list *timer, void (*function)(struct timer_list *), const char *name,
     struct lock_class_key *key)
{
#if KERNEL_HAS_TIMER_INIT_KEY
	timer_init_key(timer, function, 0, name, key);
#else
	init_timer_key(timer, function, 0, name, key);
#endif
}

SHIM(int, timer_delete, struct timer_list *timer)
{
#if KERNEL_HAS_TIMER_DELETE
	return timer_delete(timer);
#else
	return del_timer(timer);
#endif
}

SHIM(int, timer_pending, const struct timer_list *timer)
{
	return timer_pending(timer);
}

SHIM(int, timer_delete_sync, struct timer_list *timer)
{
#if KERNEL_HAS_TIMER_DELETE_SYNC
	return timer_delete_sync(timer);
#else
	return del_timer_sync(timer);
#endif
}

#if KERNEL_HAS_TIMER_SHUTDOWN_SYNC
SHIM(int, timer_shutdown_sync, struct timer_list *timer)
{
	return timer_shutdown_sync(timer);
}
#endif
