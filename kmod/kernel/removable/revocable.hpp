// SPDX-License-Identifier: GPL-2.0-only
// Revocable<T>: what an object has only until it is removed, as the registers of a device that is unplugged while files are open.
#pragma once

#include "kernel/lock/rwsem.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/removable/removable.hpp"

namespace kernel
{
namespace
{

// One for each T, for lockdep.
template <typename T>
constinit LockClass revocable_lock_class{"revocable"};

/// A T of an object that can go while it is in use (Removable): open files keep the object, not the T. When the object is removed, that waits
/// until nobody uses the T, and destroys it; use() fails with ENODEV from then on. So what a T has of a device, its registers, its interrupt,
/// its memory, is out of reach when the driver's side of it has gone. A member of the object:
///
///     class Card : public Removable {                         // what open files keep
///     public:
///             explicit Card(Box<Hardware> &&hardware) : hardware_(*this, kernel::move(hardware)) {}
///             Result<size_t> read(UserWriter to)
///             {
///                     const auto hardware = TRY(hardware_.use());
///                     const u32 value = TRY(hardware->ask());
///                     ...
///             }
///             Revocable<Hardware> hardware_;
///     };
///
/// Removal waits until no task uses it: a user sleeps only where removal wakes it (a CondVar or WaitQueue of the object), or not for long (with a
/// Timeout). Timers, works and interrupts that need the T are members of it, which its destructor ends.
template <typename T>
class Revocable : RemovalListener
{
	using Lock = RwSemaphore<Box<T>>;

public:
	/// The T, until the end of the scope of this. It can be moved, not copied.
	class Use
	{
	public:
		// (A temporary one would end before what it leads to is used: give it a name.)
		T *operator->() const & { return held_->get(); }
		T &operator*() const & { return **held_; }
		T *operator->() const && = delete;
		T &operator*() const && = delete;

	private:
		friend class Revocable;
		explicit Use(typename Lock::Reading &&held) : held_(kernel::move(held)) {}

		typename Lock::Reading held_;
	};

	/// Of this object, whose member it is.
	Revocable(Removable &object, Box<T> &&box)
		: RemovalListener(object, revoke, Turn::last),
		  box_(revocable_lock_class<T>, kernel::move(box))
	{
	}

	/// ENODEV: the object is being removed, or was. Several may use it at once; not again within: the removal may wait in between.
	/// Process context; sleeps.
	Result<Use> use() const NO_THREAD_SAFETY_ANALYSIS
	{
		if (removed())
			return errors::no_device;
		auto held = box_.read_lock();
		if (held->get() == nullptr)
			return errors::no_device;
		return Use(kernel::move(held));
	}

private:
	// (The T's end may take long: nobody waits for the lock meanwhile.)
	static void revoke(RemovalListener &listener)
	{
		Box<T> last = static_cast<Revocable &>(listener).box_.with_write(
			[](Box<T> &box) { return Box<T>::take(box.release()); });
	}

	mutable Lock box_;
};

} // namespace
} // namespace kernel
