// SPDX-License-Identifier: GPL-2.0-only
// The fake of locks: pthread mutexes that know who holds them and notice what the kernel would not forgive.
#pragma once

#include <atomic>

#include <pthread.h>

struct lock_class_key;

namespace fake
{

struct Lock {
	pthread_mutex_t mutex;
	const char *name;
	const lock_class_key *key;
	std::atomic<const void *> holder;
};

// With readers: how many there are, or the one who writes.
struct SharedLock {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	const char *name;
	const lock_class_key *key;
	unsigned int readers;
	const void *writer;
};

} // namespace fake

struct mutex {
	fake::Lock lock;
};
struct spinlock {
	fake::Lock lock;
};
struct raw_spinlock {
	fake::Lock lock;
};
struct rw_semaphore {
	fake::SharedLock lock;
};
struct rwlock {
	fake::SharedLock lock;
};
struct semaphore {
	pthread_mutex_t mutex;
	pthread_cond_t raised;
	int count;
};

#define LAYOUT_MUTEX_SIZE sizeof(::mutex)
#define LAYOUT_MUTEX_ALIGN alignof(::mutex)
#define LAYOUT_SPINLOCK_SIZE sizeof(::spinlock)
#define LAYOUT_SPINLOCK_ALIGN alignof(::spinlock)
#define LAYOUT_RAW_SPINLOCK_SIZE sizeof(::raw_spinlock)
#define LAYOUT_RAW_SPINLOCK_ALIGN alignof(::raw_spinlock)
#define LAYOUT_RW_SEMAPHORE_SIZE sizeof(::rw_semaphore)
#define LAYOUT_RW_SEMAPHORE_ALIGN alignof(::rw_semaphore)
#define LAYOUT_RWLOCK_SIZE sizeof(::rwlock)
#define LAYOUT_RWLOCK_ALIGN alignof(::rwlock)
#define LAYOUT_SEMAPHORE_SIZE sizeof(::semaphore)
#define LAYOUT_SEMAPHORE_ALIGN alignof(::semaphore)
#define LAYOUT_LOCK_CLASS_KEY_SIZE 0 // as without lockdep
#define LAYOUT_LOCK_CLASS_KEY_ALIGN 1

namespace fake
{

// Those that this thread holds.
unsigned int locks_held();
// Races on purpose: from now on locks do nothing at all.
void break_locks(bool broken);
// What the next shim_mutex_lock_interruptible or shim_down_interruptible returns.
void interrupt_next_lock(int returned);
// Are softirqs off for this thread?
bool softirqs_are_off();

// For other fakes. A lock that sleeps:
void might_sleep(const char *what);
void lock(Lock &lock);
void unlock(Lock &lock);
bool is_held(const Lock &lock);

// For the fakes of other kinds of locks: what this thread holds; its address is the thread's name.
struct Held {
	unsigned int locks;
	unsigned int spinning;
	unsigned int irqs_off;
	unsigned int softirqs_off;
};
Held &this_thread();
bool locks_are_broken();
int take_interruption();
unsigned long irq_save();
void irq_restore(unsigned long flags);
void softirqs_off();
void softirqs_on();

} // namespace fake
