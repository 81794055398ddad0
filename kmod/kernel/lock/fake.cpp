// SPDX-License-Identifier: GPL-2.0-only
// The shims of locks.
#include "kernel/lock/shim.h"

#include <cstdlib>
#include <new>
#include <string>
#include <utility>

#include "tests/kit/host/fake.hpp"

namespace
{

bool broken;
int next_interrupted;

const fake::Part part(
	[] {
		broken = false;
		next_interrupted = 0;
	},
	[] { return fake::locks_held() == 0 ? std::string() : "a lock that is held"; });

constexpr unsigned long irqs_were_on = 0x200;

thread_local fake::Held held;

void init(fake::Lock &lock, const char *name, lock_class_key *key)
{
	if (name == nullptr || key == nullptr)
		fake::violated("a lock without a class");
	new (&lock) fake::Lock{PTHREAD_MUTEX_INITIALIZER, name, key, nullptr};
}

bool try_take(fake::Lock &lock)
{
	if (lock.holder.load(std::memory_order_relaxed) == &held || pthread_mutex_trylock(&lock.mutex) != 0)
		return false;
	lock.holder.store(&held, std::memory_order_relaxed);
	++held.locks;
	return true;
}

// Both kinds of spinlock.
void spin(fake::Lock &lock)
{
	fake::lock(lock);
	++held.spinning;
}

int try_spin(fake::Lock &lock)
{
	if (!try_take(lock))
		return 0;
	++held.spinning;
	return 1;
}

void stop_spinning(fake::Lock &lock)
{
	--held.spinning;
	fake::unlock(lock);
}

unsigned long spin_irqsave(fake::Lock &lock)
{
	spin(lock);
	return fake::irq_save();
}

void stop_spinning_irqrestore(fake::Lock &lock, unsigned long flags)
{
	fake::irq_restore(flags);
	stop_spinning(lock);
}

} // namespace

namespace fake
{

unsigned int locks_held()
{
	return held.locks;
}

void break_locks(bool to_be_broken)
{
	broken = to_be_broken;
}

void interrupt_next_lock(int returned)
{
	next_interrupted = returned;
}

void might_sleep(const char *what)
{
	if (held.spinning != 0 || held.irqs_off != 0 || held.softirqs_off != 0)
		violated(std::string(what) + " under a spinlock");
}

void lock(Lock &lock)
{
	if (broken)
		return;
	if (is_held(lock)) {
		violated(std::string("deadlock on ") + lock.name);
		std::abort();
	}
	pthread_mutex_lock(&lock.mutex);
	lock.holder.store(&held, std::memory_order_relaxed);
	++held.locks;
}

void unlock(Lock &lock)
{
	if (broken)
		return;
	if (!is_held(lock))
		return violated(std::string("unlocked without holding ") + lock.name);
	lock.holder.store(nullptr, std::memory_order_relaxed);
	--held.locks;
	pthread_mutex_unlock(&lock.mutex);
}

bool is_held(const Lock &lock)
{
	return lock.holder.load(std::memory_order_relaxed) == &held;
}

Held &this_thread()
{
	return held;
}

bool locks_are_broken()
{
	return broken;
}

int take_interruption()
{
	return std::exchange(next_interrupted, 0);
}

unsigned long irq_save()
{
	return irqs_were_on + held.irqs_off++;
}

void irq_restore(unsigned long flags)
{
	if (flags != irqs_were_on + --held.irqs_off)
		violated("restored flags that are not those saved");
}

bool softirqs_are_off()
{
	return held.softirqs_off != 0;
}

void softirqs_off()
{
	++held.softirqs_off;
}

void softirqs_on()
{
	if (held.irqs_off != 0)
		violated("softirqs turned on with interrupts off");
	--held.softirqs_off;
}

} // namespace fake

void shim_mutex_init(struct mutex *mutex, const char *name, struct lock_class_key *key)
{
	init(mutex->lock, name, key);
}

void shim_mutex_lock(struct mutex *mutex)
{
	fake::might_sleep("mutex_lock");
	fake::lock(mutex->lock);
}

int shim_mutex_lock_interruptible(struct mutex *mutex)
{
	fake::might_sleep("mutex_lock_interruptible");
	const int interrupted = fake::take_interruption();
	if (interrupted == 0)
		fake::lock(mutex->lock);
	return interrupted;
}

int shim_mutex_trylock(struct mutex *mutex)
{
	return try_take(mutex->lock) ? 1 : 0;
}

void shim_mutex_unlock(struct mutex *mutex)
{
	fake::unlock(mutex->lock);
}

#define SPINLOCK_SHIMS(name, type)                                                                           \
	void shim_##name##_lock_init(type *lock, const char *class_name, lock_class_key *key)                \
	{                                                                                                    \
		init(lock->lock, class_name, key);                                                           \
	}                                                                                                    \
	void shim_##name##_lock(type *lock)                                                                  \
	{                                                                                                    \
		spin(lock->lock);                                                                            \
	}                                                                                                    \
	int shim_##name##_trylock(type *lock)                                                                \
	{                                                                                                    \
		return try_spin(lock->lock);                                                                 \
	}                                                                                                    \
	void shim_##name##_unlock(type *lock)                                                                \
	{                                                                                                    \
		stop_spinning(lock->lock);                                                                   \
	}                                                                                                    \
	unsigned long shim_##name##_lock_irqsave(type *lock)                                                 \
	{                                                                                                    \
		return spin_irqsave(lock->lock);                                                             \
	}                                                                                                    \
	void shim_##name##_unlock_irqrestore(type *lock, unsigned long flags)                                \
	{                                                                                                    \
		stop_spinning_irqrestore(lock->lock, flags);                                                 \
	}
SPINLOCK_SHIMS(spin, struct spinlock)
SPINLOCK_SHIMS(raw_spin, struct raw_spinlock)

void shim_spin_lock_bh(struct spinlock *lock)
{
	fake::softirqs_off();
	spin(lock->lock);
}

void shim_spin_unlock_bh(struct spinlock *lock)
{
	stop_spinning(lock->lock);
	fake::softirqs_on();
}
