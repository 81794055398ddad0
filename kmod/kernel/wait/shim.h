/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_WAIT_SHIM_H
#define KERNEL_WAIT_SHIM_H

#include "kernel/core/boundary.h"

struct file;
struct lock_class_key;
struct poll_table_struct;
struct wait_queue_entry;
struct wait_queue_head;

SHIMS_BEGIN
void shim_init_waitqueue_head(struct wait_queue_head *queue, const char *name, struct lock_class_key *key)
	DIRECT(__init_waitqueue_head);
/* Whether there is a waiter; a full barrier comes first. */
bool shim_wq_has_sleeper(struct wait_queue_head *queue);
/*
 * Wakes this many exclusive waiters (0: all), and all others. The key is the set of events of which a poller must wait for one; NULL is
 * any. (On some kernels it returns a number, which is not used.)
 */
void shim_wake_up(struct wait_queue_head *queue, unsigned int mode, int exclusive, void *key)
	DIRECT(__wake_up);
void shim_init_wait(struct wait_queue_entry *entry);
/* They set the state to TASK_INTERRUPTIBLE and TASK_UNINTERRUPTIBLE; a full barrier follows. */
void shim_prepare_to_wait_exclusive(struct wait_queue_head *queue, struct wait_queue_entry *entry);
void shim_prepare_to_wait_exclusive_uninterruptible(struct wait_queue_head *queue,
						    struct wait_queue_entry *entry);
void shim_finish_wait(struct wait_queue_head *queue, struct wait_queue_entry *entry) DIRECT(finish_wait);
/* These three sleep; a timeout is in jiffies, and the rest of it is returned. */
long shim_schedule_timeout_interruptible(long timeout) DIRECT(schedule_timeout_interruptible);
long shim_schedule_timeout(long timeout) DIRECT(schedule_timeout);
void shim_schedule(void) DIRECT(schedule);
void shim_set_current_state_interruptible(void);
void shim_set_current_state_running(void);
int shim_signal_pending(void);
unsigned long shim_msecs_to_jiffies(unsigned int milliseconds);
/* Within poll(2): joins the queue; a full barrier follows. */
void shim_poll_wait(struct file *file, struct wait_queue_head *queue, struct poll_table_struct *table);
SHIMS_END

#endif
