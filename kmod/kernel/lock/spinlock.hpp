// SPDX-License-Identifier: GPL-2.0-only
// SpinLock<T> and RawSpinLock<T>: locks that wait without sleeping.
#pragma once

#include "kernel/lock/lock.hpp"

namespace kernel
{
namespace
{

struct SpinLockBackend {
	using Raw = spinlock;
	[[maybe_unused]] static constexpr size_t size = LAYOUT_SPINLOCK_SIZE;
	[[maybe_unused]] static constexpr size_t alignment = LAYOUT_SPINLOCK_ALIGN;
	[[maybe_unused]] static constexpr bool condvar_may_wait = true;

	static void init(spinlock *raw, const char *name, lock_class_key *key)
	{
		shim_spin_lock_init(raw, name, key);
	}
	static void lock(spinlock *raw) { shim_spin_lock(raw); }
	static int try_lock(spinlock *raw) { return shim_spin_trylock(raw); }
	static void unlock(spinlock *raw) { shim_spin_unlock(raw); }
	static void lock_bh(spinlock *raw) { shim_spin_lock_bh(raw); }
	static void unlock_bh(spinlock *raw) { shim_spin_unlock_bh(raw); }
	static unsigned long lock_irqsave(spinlock *raw) { return shim_spin_lock_irqsave(raw); }
	static void unlock_irqrestore(spinlock *raw, unsigned long flags)
	{
		shim_spin_unlock_irqrestore(raw, flags);
	}
};

struct RawSpinLockBackend {
	using Raw = raw_spinlock;
	[[maybe_unused]] static constexpr size_t size = LAYOUT_RAW_SPINLOCK_SIZE;
	[[maybe_unused]] static constexpr size_t alignment = LAYOUT_RAW_SPINLOCK_ALIGN;
	// The lock inside a wait queue is a spinlock_t, which may not be taken while a raw one is held.
	[[maybe_unused]] static constexpr bool condvar_may_wait = false;

	static void init(raw_spinlock *raw, const char *name, lock_class_key *key)
	{
		shim_raw_spin_lock_init(raw, name, key);
	}
	static void lock(raw_spinlock *raw) { shim_raw_spin_lock(raw); }
	static int try_lock(raw_spinlock *raw) { return shim_raw_spin_trylock(raw); }
	static void unlock(raw_spinlock *raw) { shim_raw_spin_unlock(raw); }
	static unsigned long lock_irqsave(raw_spinlock *raw) { return shim_raw_spin_lock_irqsave(raw); }
	static void unlock_irqrestore(raw_spinlock *raw, unsigned long flags)
	{
		shim_raw_spin_unlock_irqrestore(raw, flags);
	}
};

/// spinlock_t: does not sleep (on RT kernels it does), and a task that holds it may not. lock() in process context, lock_bh() where a softirq
/// takes it, too, lock_irqsave() where an interrupt handler does.
template <typename T>
using SpinLock = Lock<T, SpinLockBackend>;

/// raw_spinlock_t: never sleeps, on RT kernels either, and keeps preemption off: for a few instructions.
template <typename T>
using RawSpinLock = Lock<T, RawSpinLockBackend>;

} // namespace
} // namespace kernel
