// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/mutex.h>, <linux/spinlock.h>, <linux/rwsem.h> and <linux/semaphore.h>: each lock gets a lockdep class of its own. */
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/spinlock.h>

#include "kernel/lock/shim.h"

/* (To sparse, a function must hold as much on each of its ways, which one that returns what a trylock returned cannot.) */
#ifdef __CHECKER__
#undef __cond_lock
#define __cond_lock(lock, taken) (taken)
#endif

SAME_TYPE(down_read);
SAME_TYPE(down_read_trylock);
SAME_TYPE(up_read);
SAME_TYPE(down_write);
SAME_TYPE(down_write_trylock);
SAME_TYPE(up_write);
SAME_TYPE(downgrade_write);
SAME_TYPE(down);
SAME_TYPE(down_interruptible);
SAME_TYPE(down_trylock);
SAME_TYPE(up);
#ifndef mutex_lock
SAME_TYPE(mutex_lock);
#endif
#ifndef mutex_unlock
SAME_TYPE(mutex_unlock);
#endif
#ifndef _raw_spin_lock
SAME_TYPE_AS(_raw_spin_lock, raw_spin_lock);
#endif
#ifndef _raw_spin_unlock
SAME_TYPE_AS(_raw_spin_unlock, raw_spin_unlock);
#endif

SHIM(void, mutex_init, struct mutex *mutex, const char *name, struct lock_class_key *key)
{
	mutex_init(mutex);
	lockdep_set_class_and_name(mutex, key, name);
}

SHIM(void, mutex_lock, struct mutex *mutex)
{
	mutex_lock(mutex);
}

SHIM(int, mutex_lock_interruptible, struct mutex *mutex)
{
	return mutex_lock_interruptible(mutex);
}

SHIM(int, mutex_trylock, struct mutex *mutex)
{
	return mutex_trylock(mutex);
}

SHIM(void, mutex_unlock, struct mutex *mutex)
{
	mutex_unlock(mutex);
}

SHIM(void, spin_lock_init, struct spinlock *lock, const char *name, struct lock_class_key *key)
{
	spin_lock_init(lock);
	lockdep_set_class_and_name(lock, key, name);
}

SHIM(void, spin_lock, struct spinlock *lock) __acquires(lock)
{
	spin_lock(lock);
}

SHIM(int, spin_trylock, struct spinlock *lock)
{
	return spin_trylock(lock);
}

SHIM(void, spin_unlock, struct spinlock *lock) __releases(lock)
{
	spin_unlock(lock);
}

SHIM(void, spin_lock_bh, struct spinlock *lock) __acquires(lock)
{
	spin_lock_bh(lock);
}

SHIM(void, spin_unlock_bh, struct spinlock *lock) __releases(lock)
{
	spin_unlock_bh(lock);
}

SHIM(unsigned long, spin_lock_irqsave, struct spinlock *lock) __acquires(lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	return flags;
}

SHIM(void, spin_unlock_irqrestore, struct spinlock *lock, unsigned long flags) __releases(lock)
{
	spin_unlock_irqrestore(lock, flags);
}

SHIM(void, raw_spin_lock_init, struct raw_spinlock *lock, const char *name, struct lock_class_key *key)
{
	raw_spin_lock_init(lock);
	lockdep_set_class_and_name(lock, key, name);
}

SHIM(void, raw_spin_lock, struct raw_spinlock *lock) __acquires(lock)
{
	raw_spin_lock(lock);
}

SHIM(int, raw_spin_trylock, struct raw_spinlock *lock)
{
	return raw_spin_trylock(lock);
}

SHIM(void, raw_spin_unlock, struct raw_spinlock *lock) __releases(lock)
{
	raw_spin_unlock(lock);
}

SHIM(unsigned long, raw_spin_lock_irqsave, struct raw_spinlock *lock) __acquires(lock)
{
	unsigned long flags;

	raw_spin_lock_irqsave(lock, flags);
	return flags;
}

SHIM(void, raw_spin_unlock_irqrestore, struct raw_spinlock *lock, unsigned long flags) __releases(lock)
{
	raw_spin_unlock_irqrestore(lock, flags);
}

SHIM(void, init_rwsem, struct rw_semaphore *semaphore, const char *name, struct lock_class_key *key)
{
	init_rwsem(semaphore);
	lockdep_set_class_and_name(semaphore, key, name);
}

SHIM(void, rwlock_init, struct rwlock *lock, const char *name, struct lock_class_key *key)
{
	rwlock_t *raw = (rwlock_t *)lock;

	rwlock_init(raw);
	lockdep_set_class_and_name(raw, key, name);
}

SHIM(void, read_lock, struct rwlock *lock) __acquires(lock)
{
	read_lock((rwlock_t *)lock);
}

SHIM(int, read_trylock, struct rwlock *lock)
{
	return read_trylock((rwlock_t *)lock);
}

SHIM(void, read_unlock, struct rwlock *lock) __releases(lock)
{
	read_unlock((rwlock_t *)lock);
}

SHIM(void, read_lock_bh, struct rwlock *lock) __acquires(lock)
{
	read_lock_bh((rwlock_t *)lock);
}

SHIM(void, read_unlock_bh, struct rwlock *lock) __releases(lock)
{
	read_unlock_bh((rwlock_t *)lock);
}

SHIM(unsigned long, read_lock_irqsave, struct rwlock *lock) __acquires(lock)
{
	unsigned long flags;

	read_lock_irqsave((rwlock_t *)lock, flags);
	return flags;
}

SHIM(void, read_unlock_irqrestore, struct rwlock *lock, unsigned long flags) __releases(lock)
{
	read_unlock_irqrestore((rwlock_t *)lock, flags);
}

SHIM(void, write_lock, struct rwlock *lock) __acquires(lock)
{
	write_lock((rwlock_t *)lock);
}

SHIM(int, write_trylock, struct rwlock *lock)
{
	return write_trylock((rwlock_t *)lock);
}

SHIM(void, write_unlock, struct rwlock *lock) __releases(lock)
{
	write_unlock((rwlock_t *)lock);
}

SHIM(void, write_lock_bh, struct rwlock *lock) __acquires(lock)
{
	write_lock_bh((rwlock_t *)lock);
}

SHIM(void, write_unlock_bh, struct rwlock *lock) __releases(lock)
{
	write_unlock_bh((rwlock_t *)lock);
}

SHIM(unsigned long, write_lock_irqsave, struct rwlock *lock) __acquires(lock)
{
	unsigned long flags;

	write_lock_irqsave((rwlock_t *)lock, flags);
	return flags;
}

SHIM(void, write_unlock_irqrestore, struct rwlock *lock, unsigned long flags) __releases(lock)
{
	write_unlock_irqrestore((rwlock_t *)lock, flags);
}

SHIM(void, sema_init, struct semaphore *semaphore, int count)
{
	sema_init(semaphore, count);
}
