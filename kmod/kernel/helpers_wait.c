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

int shim_wq_has_sleeper(struct wait_queue_head *queue)
{
	return wq_has_sleeper(queue);
}

void shim_wake_up(struct wait_queue_head *queue)
{
	wake_up(queue);
}

void shim_wake_up_all(struct wait_queue_head *queue)
{
	wake_up_all(queue);
}

void shim_wake_up_interruptible_poll(struct wait_queue_head *queue, unsigned int events)
{
	wake_up_interruptible_poll(queue, (__force __poll_t)events);
}

void shim_init_wait(struct wait_queue_entry *entry)
{
	init_wait(entry);
}

void shim_prepare_to_wait_interruptible(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	prepare_to_wait(queue, entry, TASK_INTERRUPTIBLE);
}

void shim_finish_wait(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	finish_wait(queue, entry);
}

long shim_schedule_timeout(long timeout)
{
	return schedule_timeout(timeout);
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
