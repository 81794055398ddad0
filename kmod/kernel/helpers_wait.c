// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/wait.h>, <linux/sched.h> and <linux/poll.h>. */
#include <linux/jiffies.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

void shim_init_waitqueue_head(struct wait_queue_head *queue, const char *name, struct lock_class_key *key)
{
	__init_waitqueue_head(queue, name, key);
}

void shim_wake_up(struct wait_queue_head *queue)
{
	wake_up(queue);
}

void shim_wake_up_all(struct wait_queue_head *queue)
{
	wake_up_all(queue);
}

/*
 * Every poller, those of EPOLLEXCLUSIVE too: each open file is readable on its own. (wake_up_interruptible_poll would wake
 * one of those.)
 */
void shim_wake_up_all_poll(struct wait_queue_head *queue, unsigned int events)
{
	__wake_up(queue, TASK_INTERRUPTIBLE, 0, poll_to_key((__force __poll_t)events));
}

void shim_init_wait(struct wait_queue_entry *entry)
{
	init_wait(entry);
}

void shim_prepare_to_wait_exclusive(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	prepare_to_wait_exclusive(queue, entry, TASK_INTERRUPTIBLE);
}

void shim_finish_wait(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	finish_wait(queue, entry);
}

long shim_schedule_timeout(long timeout)
{
	return schedule_timeout(timeout);
}

void shim_schedule(void)
{
	schedule();
}

void shim_set_current_state_interruptible(void)
{
	set_current_state(TASK_INTERRUPTIBLE);
}

void shim_set_current_state_running(void)
{
	__set_current_state(TASK_RUNNING);
}

long shim_schedule_timeout_interruptible(long timeout)
{
	return schedule_timeout_interruptible(timeout);
}

int shim_signal_pending(void)
{
	return signal_pending(current);
}

unsigned long shim_msecs_to_jiffies(unsigned int milliseconds)
{
	return msecs_to_jiffies(milliseconds);
}

void shim_poll_wait(struct file *file, struct wait_queue_head *queue, struct poll_table_struct *table)
{
	poll_wait(file, queue, table);
}
