// SPDX-License-Identifier: GPL-2.0-only
// Locks that own their data: what a lock protects can be reached through its guard only. Each lock names a
// lockdep class.
//
//   Mutex<T>        sleeps; process context. Never in an interrupt, never while a spinlock is held.
//   SpinLock<T>     does not sleep (on RT kernels it does); lock() in process context, lock_irqsave() elsewhere.
//   RawSpinLock<T>  never sleeps, on RT kernels either, and keeps preemption off: for a few instructions.
//
// A guard holds its lock to the end of its scope, or of the statement if it has no name: two lock() calls of one
// lock in one statement wait for each other for ever. `make lint` finds two guards of one lock in a function.
// (NO_THREAD_SAFETY_ANALYSIS here: the shims, which take the lock, are not known to it. A function of yours needs the word
// where a guard comes through TRY, which to the analysis holds nothing.)
#pragma once

#include "kernel/annotations.hpp"
#include "kernel/memory.hpp"

namespace kernel
{
namespace
{

// What lockdep knows a lock by; static, one for each kind of lock: `constinit LockClass state_lock{"state"};`
class LockClass : Pinned
{
public:
	constexpr explicit LockClass(const char *name) : name_(name) {}

	const char *name() const { return name_; }
	lock_class_key *key() { return reinterpret_cast<lock_class_key *>(&key_); }

private:
	const char *name_;
	Opaque<LAYOUT_LOCK_CLASS_KEY_SIZE, LAYOUT_LOCK_CLASS_KEY_ALIGN> key_{};
};

// Holds a lock until the end of its scope, and is the way to the data.
template <typename Lock, typename T>
class SCOPED_CAPABILITY [[nodiscard]] Guard
{
public:
	Guard(Lock &lock, T &data) : lock_(&lock), data_(&data) {}
	// (The analysis takes the lock for held until the guard that was moved from ends.)
	Guard(Guard &&other) NO_THREAD_SAFETY_ANALYSIS : lock_(other.lock_),
							 data_(other.data_),
							 holds_(kernel::exchange(other.holds_, false))
	{
	}
	Guard &operator=(Guard &&) = delete;
	~Guard() RELEASE()
	{
		if (holds_)
			lock_->unlock();
	}

	T *operator->() const { return data_; }
	T &operator*() const { return *data_; }

	// For CondVar: the lock, to be let go and taken again while this guard stands.
	Lock &lock() const { return *lock_; }

private:
	Lock *lock_;
	T *data_;
	// (Not a null lock_: the compiler knows of a flag that it is set; that an address is none, it must not assume in a kernel.)
	bool holds_ = true;
};

template <typename T>
class CAPABILITY("mutex") Mutex : Pinned
{
public:
	using Held = Guard<Mutex, T>;

	template <typename... Arguments>
	explicit Mutex(LockClass &lock_class, Arguments &&...arguments)
		: data_(kernel::forward<Arguments>(arguments)...)
	{
		shim_mutex_init(raw(), lock_class.name(), lock_class.key());
	}

	// Sleeps until it is free.
	Held lock() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS
	{
		shim_mutex_lock(raw());
		return Held(*this, data_);
	}
	// The same, but a signal ends it: ERESTARTSYS.
	Result<Held> lock_interruptible() NO_THREAD_SAFETY_ANALYSIS
	{
		if (shim_mutex_lock_interruptible(raw()) != 0)
			return errors::interrupted;
		return Held(*this, data_);
	}
	// EBUSY if somebody has it.
	Result<Held> try_lock() NO_THREAD_SAFETY_ANALYSIS
	{
		if (shim_mutex_trylock(raw()) == 0)
			return Errno(EBUSY);
		return Held(*this, data_);
	}

private:
	friend Held;
	friend class CondVar;
	void unlock() RELEASE() NO_THREAD_SAFETY_ANALYSIS { shim_mutex_unlock(raw()); }
	void relock() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS { shim_mutex_lock(raw()); }
	mutex *raw() { return reinterpret_cast<mutex *>(&lock_); }

	Opaque<LAYOUT_MUTEX_SIZE, LAYOUT_MUTEX_ALIGN> lock_;
	T data_ GUARDED_BY(this);
};

template <typename T>
class CAPABILITY("spinlock") SpinLock : Pinned
{
public:
	using Held = Guard<SpinLock, T>;

	// Interrupts are off while it stands. (A type of its own: the flags live with it.)
	class SCOPED_CAPABILITY [[nodiscard]] HeldIrq : Pinned
	{
	public:
		explicit HeldIrq(SpinLock &lock) ACQUIRE(lock) NO_THREAD_SAFETY_ANALYSIS
			: lock_(lock),
			  flags_(shim_spin_lock_irqsave(lock.raw()))
		{
		}
		~HeldIrq() RELEASE() NO_THREAD_SAFETY_ANALYSIS
		{
			shim_spin_unlock_irqrestore(lock_.raw(), flags_);
		}
		T *operator->() const NO_THREAD_SAFETY_ANALYSIS { return &lock_.data_; }
		T &operator*() const NO_THREAD_SAFETY_ANALYSIS { return lock_.data_; }

	private:
		SpinLock &lock_;
		unsigned long flags_;
	};

	template <typename... Arguments>
	explicit SpinLock(LockClass &lock_class, Arguments &&...arguments)
		: data_(kernel::forward<Arguments>(arguments)...)
	{
		shim_spin_lock_init(raw(), lock_class.name(), lock_class.key());
	}

	Held lock() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS
	{
		shim_spin_lock(raw());
		return Held(*this, data_);
	}
	HeldIrq lock_irqsave() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS { return HeldIrq(*this); }

private:
	friend Held;
	friend HeldIrq;
	void unlock() RELEASE() NO_THREAD_SAFETY_ANALYSIS { shim_spin_unlock(raw()); }
	spinlock *raw() { return reinterpret_cast<spinlock *>(&lock_); }

	Opaque<LAYOUT_SPINLOCK_SIZE, LAYOUT_SPINLOCK_ALIGN> lock_;
	T data_ GUARDED_BY(this);
};

template <typename T>
class CAPABILITY("raw spinlock") RawSpinLock : Pinned
{
public:
	using Held = Guard<RawSpinLock, T>;

	template <typename... Arguments>
	explicit RawSpinLock(LockClass &lock_class, Arguments &&...arguments)
		: data_(kernel::forward<Arguments>(arguments)...)
	{
		shim_raw_spin_lock_init(raw(), lock_class.name(), lock_class.key());
	}

	Held lock() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS
	{
		shim_raw_spin_lock(raw());
		return Held(*this, data_);
	}

private:
	friend Held;
	void unlock() RELEASE() NO_THREAD_SAFETY_ANALYSIS { shim_raw_spin_unlock(raw()); }
	raw_spinlock *raw() { return reinterpret_cast<raw_spinlock *>(&lock_); }

	Opaque<LAYOUT_RAW_SPINLOCK_SIZE, LAYOUT_RAW_SPINLOCK_ALIGN> lock_;
	T data_ GUARDED_BY(this);
};

} // namespace
} // namespace kernel
