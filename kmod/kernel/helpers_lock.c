// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/mutex.h> and <linux/spinlock.h>: each lock gets a lockdep class of its own. */
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

void shim_mutex_init(struct mutex *mutex, const char *name, struct lock_class_key *key)
{
	mutex_init(mutex);
	lockdep_set_class_and_name(mutex, key, name);
}

void shim_mutex_lock(struct mutex *mutex)
{
	mutex_lock(mutex);
}

int shim_mutex_lock_interruptible(struct mutex *mutex)
{
	return mutex_lock_interruptible(mutex);
}

int shim_mutex_trylock(struct mutex *mutex)
{
	return mutex_trylock(mutex);
}

void shim_mutex_unlock(struct mutex *mutex)
{
	mutex_unlock(mutex);
}

void shim_spin_lock_init(struct spinlock *lock, const char *name, struct lock_class_key *key)
{
	spin_lock_init(lock);
	lockdep_set_class_and_name(lock, key, name);
}

void shim_spin_lock(struct spinlock *lock) __acquires(lock)
{
	spin_lock(lock);
}

void shim_spin_unlock(struct spinlock *lock) __releases(lock)
{
	spin_unlock(lock);
}

unsigned long shim_spin_lock_irqsave(struct spinlock *lock) __acquires(lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	return flags;
}

void shim_spin_unlock_irqrestore(struct spinlock *lock, unsigned long flags) __releases(lock)
{
	spin_unlock_irqrestore(lock, flags);
}

void shim_raw_spin_lock_init(struct raw_spinlock *lock, const char *name, struct lock_class_key *key)
{
	raw_spin_lock_init(lock);
	lockdep_set_class_and_name(lock, key, name);
}

void shim_raw_spin_lock(struct raw_spinlock *lock) __acquires(lock)
{
	raw_spin_lock(lock);
}

void shim_raw_spin_unlock(struct raw_spinlock *lock) __releases(lock)
{
	raw_spin_unlock(lock);
}
