// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/workqueue.h>: each kind of work gets a lockdep class of its own. */
#include <linux/lockdep.h>
#include <linux/workqueue.h>

#include "kernel/work/shim.h"

SAME_TYPE(flush_work);
SAME_TYPE(flush_delayed_work);
SAME_TYPE(cancel_work_sync);
SAME_TYPE(cancel_delayed_work_sync);
SAME_TYPE(destroy_workqueue);

SHIM(void, init_work, struct work_struct *work, void (*function)(struct work_struct *), const char *name,
     struct lock_class_key *key)
{
	INIT_WORK(work, function);
	lockdep_init_map(&work->lockdep_map, name, key, 0);
}

SHIM(void, init_delayed_work, struct delayed_work *work, void (*function)(struct work_struct *),
     const char *name, struct lock_class_key *key)
{
	INIT_DELAYED_WORK(work, function);
	lockdep_init_map(&work->work.lockdep_map, name, key, 0);
}

SHIM(struct delayed_work *, to_delayed_work, struct work_struct *work)
{
	return to_delayed_work(work);
}

SHIM(struct workqueue_struct *, system_percpu_wq, void)
{
#if KERNEL_HAS_SYSTEM_PERCPU_WQ
	return system_percpu_wq;
#else
	return system_wq;
#endif
}

SHIM(struct workqueue_struct *, system_unbound_wq, void)
{
#if KERNEL_HAS_SYSTEM_DFL_WQ
	return system_dfl_wq;
#else
	return system_unbound_wq;
#endif
}

SHIM(bool, queue_work, struct workqueue_struct *queue, struct work_struct *work)
{
	return queue_work(queue, work);
}

SHIM(bool, queue_delayed_work, struct workqueue_struct *queue, struct delayed_work *work, unsigned long delay)
{
	return queue_delayed_work(queue, work, delay);
}

SHIM(bool, mod_delayed_work, struct workqueue_struct *queue, struct delayed_work *work, unsigned long delay)
{
	return mod_delayed_work(queue, work, delay);
}

SHIM(bool, work_pending, struct work_struct *work)
{
	return work_pending(work);
}

SHIM(bool, delayed_work_pending, struct delayed_work *work)
{
	return delayed_work_pending(work);
}

#if KERNEL_HAS_DISABLE_WORK_SYNC
SHIM(bool, disable_work_sync, struct work_struct *work)
{
	return disable_work_sync(work);
}

SHIM(bool, disable_delayed_work_sync, struct delayed_work *work)
{
	return disable_delayed_work_sync(work);
}
#endif

SHIM(struct workqueue_struct *, alloc_percpu_workqueue, const char *name, unsigned int flags, int max_active)
{
#if KERNEL_HAS_WQ_PERCPU
	return alloc_workqueue("%s", WQ_PERCPU | flags, max_active, name);
#else
	return alloc_workqueue("%s", flags, max_active, name);
#endif
}

SHIM(struct workqueue_struct *, alloc_unbound_workqueue, const char *name, unsigned int flags, int max_active)
{
	return alloc_workqueue("%s", WQ_UNBOUND | flags, max_active, name);
}

SHIM(struct workqueue_struct *, alloc_ordered_workqueue, const char *name, unsigned int flags)
{
	return alloc_ordered_workqueue("%s", flags, name);
}

SHIM(void, flush_workqueue, struct workqueue_struct *queue)
{
	flush_workqueue(queue);
}
