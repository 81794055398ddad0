// SPDX-License-Identifier: GPL-2.0-only
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/spinlock.h>

LAYOUTS(lock)
{
	TYPE(MUTEX, struct mutex);
	TYPE(SPINLOCK, spinlock_t);
	TYPE(RAW_SPINLOCK, raw_spinlock_t);
	TYPE(RW_SEMAPHORE, struct rw_semaphore);
	TYPE(RWLOCK, rwlock_t);
	TYPE(SEMAPHORE, struct semaphore);
	TYPE(LOCK_CLASS_KEY, struct lock_class_key);
	/* Lockdep, RT and kernels for one processor have macros. */
	FUNCTION(mutex_lock, true);
	FUNCTION(mutex_unlock, true);
	FUNCTION(_raw_spin_lock, true);
	FUNCTION(_raw_spin_unlock, true);
}
