// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/wait.h>, <linux/sched.h> and <linux/poll.h>. */
#include <linux/jiffies.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

#include "kernel/wait/shim.h"

SAME_TYPE(finish_wait);
_Static_assert(__builtin_types_compatible_p(typeof(&__init_waitqueue_head),
					    typeof(&shim_init_waitqueue_head)),
	       "__init_waitqueue_head has another type on this kernel");
/* (asmlinkage: on i386 another type, and the same call, as it takes nothing.) */
_Static_assert(__builtin_types_compatible_p(typeof(schedule()), void),
	       "schedule has another type on this kernel");
_Static_assert(__builtin_types_compatible_p(typeof(&__wake_up), typeof(&shim_wake_up)) ||
		       __builtin_types_compatible_p(typeof(&__wake_up), int (*)(struct wait_queue_head *,
										unsigned int, int, void *)),
	       "__wake_up has another type on this kernel");
SAME_TYPE(schedule_timeout);
SAME_TYPE(schedule_timeout_interruptible);

SHIM(bool, wq_has_sleeper, struct wait_queue_head *queue)
{
	return wq_has_sleeper(queue);
}

SHIM(void, init_wait, struct wait_queue_entry *entry)
{
	init_wait(entry);
}

SHIM(void, prepare_to_wait_exclusive, struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	prepare_to_wait_exclusive(queue, entry, TASK_INTERRUPTIBLE);
}

SHIM(void, prepare_to_wait_exclusive_uninterruptible, struct wait_queue_head *queue,
     struct wait_queue_entry *entry)
{
	prepare_to_wait_exclusive(queue, entry, TASK_UNINTERRUPTIBLE);
}

SHIM(void, set_current_state_interruptible, void)
{
	set_current_state(TASK_INTERRUPTIBLE);
}

SHIM(void, set_current_state_running, void)
{
	__set_current_state(TASK_RUNNING);
}

SHIM(int, signal_pending, void)
{
	return signal_pending(current);
}

SHIM(unsigned long, msecs_to_jiffies, unsigned int milliseconds)
{
	return msecs_to_jiffies(milliseconds);
}

SHIM(void, poll_wait, struct file *file, struct wait_queue_head *queue, struct poll_table_struct *table)
{
	poll_wait(file, queue, table);
	/* (The kernel's own comes from 6.14 on: what was stored before a wake-up that came too early is seen by the next look.) */
	smp_mb();
}
