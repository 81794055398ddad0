// SPDX-License-Identifier: GPL-2.0-only
// Mutex<T>: a lock that sleeps.
#pragma once

#include "kernel/lock/lock.hpp"

namespace kernel
{
namespace
{

struct MutexBackend {
	using Raw = mutex;
	[[maybe_unused]] static constexpr size_t size = LAYOUT_MUTEX_SIZE;
	[[maybe_unused]] static constexpr size_t alignment = LAYOUT_MUTEX_ALIGN;
	[[maybe_unused]] static constexpr bool condvar_may_wait = true;

	static void init(mutex *raw, const char *name, lock_class_key *key)
	{
		shim_mutex_init(raw, name, key);
	}
	static void lock(mutex *raw) { shim_mutex_lock(raw); }
	static int lock_interruptible(mutex *raw) { return shim_mutex_lock_interruptible(raw); }
	static int try_lock(mutex *raw) { return shim_mutex_trylock(raw); }
	static void unlock(mutex *raw) { shim_mutex_unlock(raw); }
};

/// struct mutex: process context, as it sleeps until it is free. Never in an interrupt, never while a spinlock is held. Who holds it
/// may sleep.
///
///     constinit LockClass queue_class{"queue"};
///     Mutex<Queue> queue_{queue_class};
///     auto queue = queue_.lock();
///     queue->count += 1;
template <typename T>
using Mutex = Lock<T, MutexBackend>;

} // namespace
} // namespace kernel
