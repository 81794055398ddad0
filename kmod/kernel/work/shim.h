/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_WORK_SHIM_H
#define KERNEL_WORK_SHIM_H

#include "kernel/core/boundary.h"

struct delayed_work;
struct lock_class_key;
struct work_struct;
struct workqueue_struct;

SHIMS_BEGIN
void shim_init_work(struct work_struct *work, void (*function)(struct work_struct *), const char *name,
		    struct lock_class_key *key);
void shim_init_delayed_work(struct delayed_work *work, void (*function)(struct work_struct *),
			    const char *name, struct lock_class_key *key);
/* Of the work that its function is called with. */
struct delayed_work *shim_to_delayed_work(struct work_struct *work);

/* The system's queues: of this CPU, and of any. */
struct workqueue_struct *shim_system_percpu_wq(void);
struct workqueue_struct *shim_system_unbound_wq(void);

/* Any context but NMI. False: it was queued already. A delay is in jiffies. */
bool shim_queue_work(struct workqueue_struct *queue, struct work_struct *work);
bool shim_queue_delayed_work(struct workqueue_struct *queue, struct delayed_work *work, unsigned long delay);
/* Moves what is queued. True: it was queued already. */
bool shim_mod_delayed_work(struct workqueue_struct *queue, struct delayed_work *work, unsigned long delay);
bool shim_work_pending(struct work_struct *work);
bool shim_delayed_work_pending(struct delayed_work *work);

/* These sleep. */
bool shim_flush_work(struct work_struct *work) DIRECT(flush_work);
bool shim_flush_delayed_work(struct delayed_work *work) DIRECT(flush_delayed_work);
bool shim_cancel_work_sync(struct work_struct *work) DIRECT(cancel_work_sync);
bool shim_cancel_delayed_work_sync(struct delayed_work *work) DIRECT(cancel_delayed_work_sync);
bool shim_disable_work_sync(struct work_struct *work);
bool shim_disable_delayed_work_sync(struct delayed_work *work);
/* For kernels without those two; the last sleeps. */

/* These sleep. NULL: no memory. */
struct workqueue_struct *shim_alloc_percpu_workqueue(const char *name, unsigned int flags, int max_active);
struct workqueue_struct *shim_alloc_unbound_workqueue(const char *name, unsigned int flags, int max_active);
struct workqueue_struct *shim_alloc_ordered_workqueue(const char *name, unsigned int flags);
void shim_flush_workqueue(struct workqueue_struct *queue);
void shim_destroy_workqueue(struct workqueue_struct *queue) DIRECT(destroy_workqueue);
SHIMS_END

#endif
