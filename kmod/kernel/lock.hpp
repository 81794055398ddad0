// SPDX-License-Identifier: GPL-2.0-only
// Locks that own their data: what a lock protects can be reached through its guard only. Each lock names a
// lockdep class.
//
//   Mutex<T>        sleeps; process context. Never in an interrupt, never while a spinlock is held.
//   SpinLock<T>     does not sleep (on RT kernels it does); lock() in process context, lock_irqsave() elsewhere.
//   RawSpinLock<T>  never sleeps, on RT kernels either, and keeps preemption off: for a few instructions.
//
// A guard holds its lock to the end of its scope, or of the statement if it has no name: two lock() calls of one
// lock in one statement wait for each other for ever.
#pragma once

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
class [[nodiscard]] Guard
{
public:
	Guard(Lock &lock, T &data) : lock_(&lock), data_(&data) {}
	Guard(Guard &&other)
		: lock_(other.lock_), data_(other.data_), holds_(kernel::exchange(other.holds_, false))
	{
	}
	Guard &operator=(Guard &&) = delete;
	~Guard()
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
class Mutex : Pinned
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
	Held lock()
	{
		shim_mutex_lock(raw());
		return Held(*this, data_);
	}
	// The same, but a signal ends it: ERESTARTSYS.
	Result<Held> lock_interruptible()
	{
		if (shim_mutex_lock_interruptible(raw()) != 0)
			return errors::interrupted;
		return Held(*this, data_);
	}
	// EBUSY if somebody has it.
	Result<Held> try_lock()
	{
		if (shim_mutex_trylock(raw()) == 0)
			return Errno(EBUSY);
		return Held(*this, data_);
	}

private:
	friend Held;
	friend class CondVar;
	void unlock() { shim_mutex_unlock(raw()); }
	void relock() { shim_mutex_lock(raw()); }
	mutex *raw() { return reinterpret_cast<mutex *>(&lock_); }

	Opaque<LAYOUT_MUTEX_SIZE, LAYOUT_MUTEX_ALIGN> lock_;
	T data_;
};

template <typename T>
class SpinLock : Pinned
{
public:
	using Held = Guard<SpinLock, T>;

	// Interrupts are off while it stands. (A type of its own: the flags live with it.)
	class [[nodiscard]] HeldIrq : Pinned
	{
	public:
		explicit HeldIrq(SpinLock &lock) : lock_(lock), flags_(shim_spin_lock_irqsave(lock.raw())) {}
		~HeldIrq() { shim_spin_unlock_irqrestore(lock_.raw(), flags_); }
		T *operator->() const { return &lock_.data_; }
		T &operator*() const { return lock_.data_; }

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

	Held lock()
	{
		shim_spin_lock(raw());
		return Held(*this, data_);
	}
	HeldIrq lock_irqsave() { return HeldIrq(*this); }

private:
	friend Held;
	friend HeldIrq;
	void unlock() { shim_spin_unlock(raw()); }
	spinlock *raw() { return reinterpret_cast<spinlock *>(&lock_); }

	Opaque<LAYOUT_SPINLOCK_SIZE, LAYOUT_SPINLOCK_ALIGN> lock_;
	T data_;
};

template <typename T>
class RawSpinLock : Pinned
{
public:
	using Held = Guard<RawSpinLock, T>;

	template <typename... Arguments>
	explicit RawSpinLock(LockClass &lock_class, Arguments &&...arguments)
		: data_(kernel::forward<Arguments>(arguments)...)
	{
		shim_raw_spin_lock_init(raw(), lock_class.name(), lock_class.key());
	}

	Held lock()
	{
		shim_raw_spin_lock(raw());
		return Held(*this, data_);
	}

private:
	friend Held;
	void unlock() { shim_raw_spin_unlock(raw()); }
	raw_spinlock *raw() { return reinterpret_cast<raw_spinlock *>(&lock_); }

	Opaque<LAYOUT_RAW_SPINLOCK_SIZE, LAYOUT_RAW_SPINLOCK_ALIGN> lock_;
	T data_;
};

} // namespace
} // namespace kernel
