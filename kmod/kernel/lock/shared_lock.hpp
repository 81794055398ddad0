// SPDX-License-Identifier: GPL-2.0-only
// SharedLock<T, Backend>: a lock that owns its data, which many may read at once, or one may change. RwSemaphore (rwsem.hpp) and RwLock
// (rwlock.hpp) are its kinds; lock.hpp has the guards, and what they are for.
#pragma once

#include "kernel/lock/lock.hpp"

namespace kernel
{
namespace
{

/// How a lock is taken by one of its readers: Way is Plain, Bh or IrqSave.
template <typename Way>
struct Read {
	[[maybe_unused]] static constexpr bool shared = true;
	template <typename Backend>
	void acquire(typename Backend::Raw *raw)
	{
		way.template acquire<typename Backend::Readers>(raw);
	}
	template <typename Backend>
	void release(typename Backend::Raw *raw)
	{
		way.template release<typename Backend::Readers>(raw);
	}
	[[no_unique_address]] Way way;
};

/// How a lock is taken by a writer.
template <typename Way>
struct Write {
	[[maybe_unused]] static constexpr bool shared = false;
	template <typename Backend>
	void acquire(typename Backend::Raw *raw)
	{
		way.template acquire<typename Backend::Writers>(raw);
	}
	template <typename Backend>
	void release(typename Backend::Raw *raw)
	{
		way.template release<typename Backend::Writers>(raw);
	}
	[[no_unique_address]] Way way;
};

/// A T, and the lock that it is used under: readers, who see a const T, share it, a writer has it alone. Who has it may not take it once
/// more, not for reading either: a writer may wait in between. A Backend has Raw, size, alignment and init as those of Lock have, and
/// Readers and Writers, each with lock, unlock and what else this kind of lock can do.
template <typename T, typename BackendOfThisKind>
class CAPABILITY("lock") SharedLock : Pinned
{
public:
	using Backend = BackendOfThisKind;
	using Data = T;
	using Reading = Guard<SharedLock, Read<Plain>>;
	using ReadingBh = Guard<SharedLock, Read<Bh>>;
	using ReadingIrq = Guard<SharedLock, Read<IrqSave>>;
	using Writing = Guard<SharedLock, Write<Plain>>;
	using WritingBh = Guard<SharedLock, Write<Bh>>;
	using WritingIrq = Guard<SharedLock, Write<IrqSave>>;

	/// The arguments are T's.
	template <typename... Arguments>
	explicit SharedLock(LockClass &lock_class, Arguments &&...arguments)
		: data_(kernel::forward<Arguments>(arguments)...)
	{
		Backend::init(raw(), lock_class.name(), lock_class.key());
	}

	/// Waits until no writer has it. The context is that of the kind of lock.
	Reading read_lock() ACQUIRE_SHARED() NO_THREAD_SAFETY_ANALYSIS { return take<Read<Plain>>(); }
	/// Waits until nobody has it.
	Writing write_lock() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS { return take<Write<Plain>>(); }
	/// RwLock's, with softirqs off on this CPU. A writer needs it where a softirq takes the lock in any way, a reader where one writes.
	/// Process context or softirq, interrupts on.
	ReadingBh read_lock_bh() ACQUIRE_SHARED() NO_THREAD_SAFETY_ANALYSIS { return take<Read<Bh>>(); }
	WritingBh write_lock_bh() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS { return take<Write<Bh>>(); }
	/// RwLock's, with interrupts off: the same rule of interrupt handlers.
	ReadingIrq read_lock_irqsave() ACQUIRE_SHARED() NO_THREAD_SAFETY_ANALYSIS
	{
		return take<Read<IrqSave>>();
	}
	WritingIrq write_lock_irqsave() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS { return take<Write<IrqSave>>(); }
	/// EBUSY if a writer has it.
	Result<Reading> try_read_lock() NO_THREAD_SAFETY_ANALYSIS
	{
		if (Backend::Readers::try_lock(raw()) == 0)
			return errors::busy;
		return Reading(*this, {});
	}
	/// EBUSY if anybody has it.
	Result<Writing> try_write_lock() NO_THREAD_SAFETY_ANALYSIS
	{
		if (Backend::Writers::try_lock(raw()) == 0)
			return errors::busy;
		return Writing(*this, {});
	}
	/// Calls function(data) with the lock held for reading, and returns a copy of what it returns.
	template <typename Function>
	auto with_read(Function function) EXCLUDES(this) NO_THREAD_SAFETY_ANALYSIS
	{
		const Reading held = read_lock();
		return function(*held);
	}
	/// The same with the lock held for writing.
	template <typename Function>
	auto with_write(Function function) EXCLUDES(this) NO_THREAD_SAFETY_ANALYSIS
	{
		const Writing held = write_lock();
		return function(*held);
	}

private:
	template <typename, typename>
	friend class Guard;

	template <typename Mode>
	Guard<SharedLock, Mode> take() NO_THREAD_SAFETY_ANALYSIS
	{
		Mode mode;
		mode.template acquire<Backend>(raw());
		return Guard<SharedLock, Mode>(*this, mode);
	}
	typename Backend::Raw *raw() { return reinterpret_cast<typename Backend::Raw *>(&lock_); }

	Opaque<Backend::size, Backend::alignment> lock_;
	T data_ GUARDED_BY(this);
};

} // namespace
} // namespace kernel
