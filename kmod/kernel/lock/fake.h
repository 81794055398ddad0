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

#define LAYOUT_MUTEX_SIZE sizeof(::mutex)
#define LAYOUT_MUTEX_ALIGN alignof(::mutex)
#define LAYOUT_SPINLOCK_SIZE sizeof(::spinlock)
#define LAYOUT_SPINLOCK_ALIGN alignof(::spinlock)
#define LAYOUT_RAW_SPINLOCK_SIZE sizeof(::raw_spinlock)
#define LAYOUT_RAW_SPINLOCK_ALIGN alignof(::raw_spinlock)
#define LAYOUT_LOCK_CLASS_KEY_SIZE 0 // as without lockdep
#define LAYOUT_LOCK_CLASS_KEY_ALIGN 1

namespace fake
{

// Those that this thread holds.
unsigned int locks_held();
// Races on purpose: from now on locks do nothing at all.
void break_locks(bool broken);
// What the next shim_mutex_lock_interruptible returns.
void interrupt_next_lock(int returned);

// For other fakes. A lock that sleeps:
void might_sleep(const char *what);
void lock(Lock &lock);
void unlock(Lock &lock);
bool is_held(const Lock &lock);

} // namespace fake
