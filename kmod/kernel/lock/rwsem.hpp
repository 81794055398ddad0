// SPDX-License-Identifier: GPL-2.0-only
// RwSemaphore<T>: a lock that sleeps, and that readers share.
#pragma once

#include "kernel/lock/shared_lock.hpp"

namespace kernel
{
namespace
{

struct RwSemaphoreBackend {
	using Raw = rw_semaphore;
	[[maybe_unused]] static constexpr size_t size = LAYOUT_RW_SEMAPHORE_SIZE;
	[[maybe_unused]] static constexpr size_t alignment = LAYOUT_RW_SEMAPHORE_ALIGN;
	[[maybe_unused]] static constexpr bool condvar_may_wait = true;

	static void init(rw_semaphore *raw, const char *name, lock_class_key *key)
	{
		shim_init_rwsem(raw, name, key);
	}
	static void downgrade(rw_semaphore *raw) { shim_downgrade_write(raw); }

	struct Readers {
		using Raw = rw_semaphore;
		static void lock(rw_semaphore *raw) { shim_down_read(raw); }
		static int try_lock(rw_semaphore *raw) { return shim_down_read_trylock(raw); }
		static void unlock(rw_semaphore *raw) { shim_up_read(raw); }
	};
	struct Writers {
		using Raw = rw_semaphore;
		static void lock(rw_semaphore *raw) { shim_down_write(raw); }
		static int try_lock(rw_semaphore *raw) { return shim_down_write_trylock(raw); }
		static void unlock(rw_semaphore *raw) { shim_up_write(raw); }
	};
};

/// struct rw_semaphore: process context, as it sleeps until it is free. Never in an interrupt, never while a spinlock is held. Who holds
/// it may sleep. read_lock() is down_read(), write_lock() down_write(). For what is read often and changed seldom; else a Mutex is
/// cheaper.
///
///     constinit LockClass table_class{"table"};
///     RwSemaphore<Table> table_{table_class};
///     const auto table = table_.read_lock();
///     return table->lookup(key);
template <typename T>
using RwSemaphore = SharedLock<T, RwSemaphoreBackend>;

} // namespace
} // namespace kernel
