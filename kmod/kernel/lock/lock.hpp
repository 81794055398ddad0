// SPDX-License-Identifier: GPL-2.0-only
// Lock<T, Backend>: a lock that owns its data, which can be reached through the guard only. Mutex (mutex.hpp), SpinLock and
// RawSpinLock (spinlock.hpp) are its kinds; those that readers share are in shared_lock.hpp.
//
// A guard holds its lock to the end of its scope. It has a name, as what it leads to stands as long as it does: `*x.lock()` and
// `x.lock()->y` do not compile. For one expression there is with().
//
// (NO_THREAD_SAFETY_ANALYSIS here: the shims, which take the lock, are not known to it. A function of yours needs the word
// where a guard comes through TRY, which to the analysis holds nothing.)
#pragma once

#include "kernel/core/annotations.hpp"
#include "kernel/core/result.hpp"
#include "kernel/lock/lock_class.hpp"
#include "kernel/lock/shim.h"

namespace kernel
{
namespace
{

class CondVar;

/// How a lock is taken: lock(), unlock().
struct Plain {
	[[maybe_unused]] static constexpr bool shared = false;
	template <typename Backend>
	void acquire(typename Backend::Raw *raw)
	{
		Backend::lock(raw);
	}
	template <typename Backend>
	void release(typename Backend::Raw *raw)
	{
		Backend::unlock(raw);
	}
};

/// How a lock is taken: softirqs are off on this CPU while it is held.
struct Bh {
	[[maybe_unused]] static constexpr bool shared = false;
	template <typename Backend>
	void acquire(typename Backend::Raw *raw)
	{
		Backend::lock_bh(raw);
	}
	template <typename Backend>
	void release(typename Backend::Raw *raw)
	{
		Backend::unlock_bh(raw);
	}
};

/// How a lock is taken: interrupts are off while it is held, and then as they were.
struct IrqSave {
	[[maybe_unused]] static constexpr bool shared = false;
	template <typename Backend>
	void acquire(typename Backend::Raw *raw)
	{
		flags = Backend::lock_irqsave(raw);
	}
	template <typename Backend>
	void release(typename Backend::Raw *raw)
	{
		Backend::unlock_irqrestore(raw, flags);
	}
	unsigned long flags = 0;
};

/// Holds a lock until the end of its scope, and is the way to the data: to read it only, where readers share the lock.
template <typename Lock, typename Mode>
class GUARD_CLASS Guard
{
	using Data = Conditional<Mode::shared, const typename Lock::Data, typename Lock::Data>;

public:
	/// For the lock: it is held, in this mode.
	Guard(Lock &lock, Mode mode) : lock_(&lock), mode_(mode) {}
	// (The analysis takes the lock for held until the guard that was moved from ends.)
	Guard(Guard &&other) NO_THREAD_SAFETY_ANALYSIS : lock_(other.lock_),
							 mode_(other.mode_),
							 holds_(kernel::exchange(other.holds_, false))
	{
	}
	Guard &operator=(Guard &&) = delete;
	~Guard() RELEASE()
	{
		if (holds_)
			mode_.template release<typename Lock::Backend>(lock_->raw());
	}

	Data *operator->() const &NO_THREAD_SAFETY_ANALYSIS { return &lock_->data_; }
	Data &operator*() const &NO_THREAD_SAFETY_ANALYSIS { return lock_->data_; }
	// A temporary guard ends with the expression, and what it leads to would be used without the lock: give it a name, or use with().
	Guard *operator->() const && = delete;
	Guard &operator*() const && = delete;

	/// Of RwSemaphore::write_lock(): lets readers in, and becomes one of them; no other writer has been there in between. The
	/// guard is used up: `const auto reading = kernel::move(writing).downgrade();`
	auto downgrade() && NO_THREAD_SAFETY_ANALYSIS
	{
		static_assert(!Mode::shared, "a reader has nothing to be downgraded");
		Lock::Backend::downgrade(lock_->raw());
		holds_ = false;
		return typename Lock::Reading(*lock_, {});
	}

private:
	friend class CondVar;
	void let_go() NO_THREAD_SAFETY_ANALYSIS
	{
		mode_.template release<typename Lock::Backend>(lock_->raw());
	}
	void take_again() NO_THREAD_SAFETY_ANALYSIS
	{
		mode_.template acquire<typename Lock::Backend>(lock_->raw());
	}

	Lock *lock_;
	[[no_unique_address]] Mode mode_;
	// (Not a null lock_: the compiler knows of a flag that it is set; that an address is none, it must not assume in a kernel.)
	bool holds_ = true;
};

/// A T, and the lock that it is used under. A Backend has Raw, the kernel's structure, its size and alignment, init, lock and
/// unlock, and what else this kind of lock can do.
template <typename T, typename BackendOfThisKind>
class CAPABILITY("lock") Lock : Pinned
{
public:
	using Backend = BackendOfThisKind;
	using Data = T;
	using Held = Guard<Lock, Plain>;
	using HeldBh = Guard<Lock, Bh>;
	using HeldIrq = Guard<Lock, IrqSave>;

	/// The arguments are T's.
	template <typename... Arguments>
	explicit Lock(LockClass &lock_class, Arguments &&...arguments)
		: data_(kernel::forward<Arguments>(arguments)...)
	{
		Backend::init(raw(), lock_class.name(), lock_class.key());
	}

	/// Waits until it is free. The context is that of the kind of lock.
	Held lock() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS { return take<Plain>(); }
	/// The same with softirqs off on this CPU: where a softirq (a timer, received packets) takes it too, which calls lock(). Process
	/// context or softirq, interrupts on.
	HeldBh lock_bh() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS { return take<Bh>(); }
	/// The same with interrupts off: where an interrupt handler takes it, too.
	HeldIrq lock_irqsave() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS { return take<IrqSave>(); }
	/// The same as lock(), but a signal ends the wait: ERESTARTSYS. (clang's thread safety analysis loses a guard that comes out of a
	/// Result: the function that takes it so is NO_THREAD_SAFETY_ANALYSIS.)
	Result<Held> lock_interruptible() NO_THREAD_SAFETY_ANALYSIS
	{
		if (Backend::lock_interruptible(raw()) != 0)
			return errors::interrupted;
		return Held(*this, Plain{});
	}
	/// EBUSY if somebody has it.
	Result<Held> try_lock() NO_THREAD_SAFETY_ANALYSIS
	{
		if (Backend::try_lock(raw()) == 0)
			return errors::busy;
		return Held(*this, Plain{});
	}
	/// Calls function(data) with the lock held as lock() takes it, and returns a copy of what it returns. (Where a softirq or an interrupt
	/// takes it, too, the others of these.)
	template <typename Function>
	auto with(Function function) EXCLUDES(this) NO_THREAD_SAFETY_ANALYSIS
	{
		const Held held = lock();
		return function(*held);
	}
	template <typename Function>
	auto with_bh(Function function) EXCLUDES(this) NO_THREAD_SAFETY_ANALYSIS
	{
		const HeldBh held = lock_bh();
		return function(*held);
	}
	template <typename Function>
	auto with_irqsave(Function function) EXCLUDES(this) NO_THREAD_SAFETY_ANALYSIS
	{
		const HeldIrq held = lock_irqsave();
		return function(*held);
	}

private:
	template <typename, typename>
	friend class Guard;

	template <typename Mode>
	Guard<Lock, Mode> take() NO_THREAD_SAFETY_ANALYSIS
	{
		Mode mode;
		mode.template acquire<Backend>(raw());
		return Guard<Lock, Mode>(*this, mode);
	}
	typename Backend::Raw *raw() { return reinterpret_cast<typename Backend::Raw *>(&lock_); }

	Opaque<Backend::size, Backend::alignment> lock_;
	T data_ GUARDED_BY(this);
};

} // namespace
} // namespace kernel
