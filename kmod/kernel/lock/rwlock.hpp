// SPDX-License-Identifier: GPL-2.0-only
// RwLock<T>: a lock that waits without sleeping, and that readers share.
#pragma once

#include "kernel/lock/shared_lock.hpp"

namespace kernel
{
namespace
{

struct RwLockBackend {
	using Raw = rwlock;
	[[maybe_unused]] static constexpr size_t size = LAYOUT_RWLOCK_SIZE;
	[[maybe_unused]] static constexpr size_t alignment = LAYOUT_RWLOCK_ALIGN;
	[[maybe_unused]] static constexpr bool condvar_may_wait = true;

	static void init(rwlock *raw, const char *name, lock_class_key *key)
	{
		shim_rwlock_init(raw, name, key);
	}

	struct Readers {
		using Raw = rwlock;
		static void lock(rwlock *raw) { shim_read_lock(raw); }
		static int try_lock(rwlock *raw) { return shim_read_trylock(raw); }
		static void unlock(rwlock *raw) { shim_read_unlock(raw); }
		static void lock_bh(rwlock *raw) { shim_read_lock_bh(raw); }
		static void unlock_bh(rwlock *raw) { shim_read_unlock_bh(raw); }
		static unsigned long lock_irqsave(rwlock *raw) { return shim_read_lock_irqsave(raw); }
		static void unlock_irqrestore(rwlock *raw, unsigned long flags)
		{
			shim_read_unlock_irqrestore(raw, flags);
		}
	};
	struct Writers {
		using Raw = rwlock;
		static void lock(rwlock *raw) { shim_write_lock(raw); }
		static int try_lock(rwlock *raw) { return shim_write_trylock(raw); }
		static void unlock(rwlock *raw) { shim_write_unlock(raw); }
		static void lock_bh(rwlock *raw) { shim_write_lock_bh(raw); }
		static void unlock_bh(rwlock *raw) { shim_write_unlock_bh(raw); }
		static unsigned long lock_irqsave(rwlock *raw) { return shim_write_lock_irqsave(raw); }
		static void unlock_irqrestore(rwlock *raw, unsigned long flags)
		{
			shim_write_unlock_irqrestore(raw, flags);
		}
	};
};

/// rwlock_t: does not sleep (on RT kernels it does), and a task that holds it may not. Where readers are many and long: each of them writes to
/// the lock, so that for short sections a SpinLock is faster, and RCU for what is hardly ever changed. read_lock() and write_lock() in
/// process context; with _bh or _irqsave where a softirq or an interrupt handler takes it, too.
template <typename T>
using RwLock = SharedLock<T, RwLockBackend>;

} // namespace
} // namespace kernel
