// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/mutex.h> and <linux/spinlock.h>: each lock gets a lockdep class of its own. */
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include "kernel/lock/shim.h"

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
