// SPDX-License-Identifier: GPL-2.0-only
// Rcu<T>: an object that readers use without waiting for a writer that replaces it.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/rcu/head.hpp"
#include "kernel/rcu/rcu.hpp"

namespace kernel
{
namespace
{

/// A section of an RCU reader, and the object that it found: both to the end of the scope. Nothing may sleep inside.
template <typename T>
class RcuReading : Pinned
{
public:
	/// For Rcu.
	explicit RcuReading(void *const &published)
		: object_(static_cast<const T *>(shim_rcu_dereference(&published)))
	{
	}

	/// Is there one?
	explicit operator bool() const { return object_ != nullptr; }
	const T *operator->() const & { return object_; }
	const T &operator*() const & { return *object_; }
	// A temporary section ends with the expression, and the object may be freed then: give it a name, or use with().
	const T *operator->() const && = delete;
	const T &operator*() const && = delete;

private:
	// (First: what is found is found inside.)
	RcuReadGuard section_;
	const T *object_;
};

/// A T that is published to readers (rcu_dereference, rcu_assign_pointer), or none. Readers take no lock, wait for nobody, and go on with
/// the object that they found when another is put in its place; it lives until the last of them has left. For what is read all the time
/// and replaced seldom, as a whole:
///
///     Rcu<Limits> limits_;
///     bool allows(u32 size) { const auto now = limits_.read(); return now && size <= now->most; }
///     Result<void> set(u32 most)
///     {
///             auto next = TRY(Box<Limits>::make(Gfp::kernel, most));
///             limits_.replace(kernel::move(next));
///             return {};
///     }
///
/// To make the next object from the last one (read, copy, update), hold a Mutex from the read to the replace(), else what another
/// has put there in between is lost.
///
/// Where nobody may wait, or nobody wants to, T has the base RcuHead and is replaced by replace_later().
///
/// Destroying it waits for the readers that have begun (synchronize_rcu), and then destroys the object: process context, sleeps. Nobody may
/// begin to read then. All that replace_later() has replaced is gone, too, when the destructor returns (rcu_barrier): no destructor of a T
/// runs later, when the module may be unloaded.
template <typename T>
class Rcu : Pinned
{
public:
	/// Nothing is published yet.
	Rcu() = default;
	explicit Rcu(Box<T> first) : object_(first.release()) {}
	~Rcu()
	{
		replace(Box<T>::take(nullptr));
		if constexpr (__is_base_of(RcuHead, T)) {
			if (has_later_.is_set())
				shim_rcu_barrier();
		}
	}

	/// Begins to read, to the end of the scope: `const auto now = x.read();`. Any context.
	[[nodiscard("a section without a name ends at once")]] RcuReading<T> read() const
	{
		return RcuReading<T>(object_);
	}
	/// Calls function(const T *) inside of a section, and returns a copy of what it returns; nullptr: nothing is published. Any context.
	template <typename Function>
	auto with(Function function) const
	{
		const RcuReading<T> reading(object_);
		return function(reading.operator->());
	}

	/// Publishes the next one (an empty box: none), waits until nobody reads the last one any more, and returns that: it is the caller's
	/// alone, and destroyed if it is not taken. A reader of the next one sees all that was stored before. Two at once do not disturb each
	/// other. Process context; sleeps, some milliseconds; never inside a section.
	Box<T> replace(Box<T> next)
	{
		auto *last = static_cast<T *>(shim_rcu_xchg(&object_, next.release()));
		if (last != nullptr)
			synchronize_rcu();
		return Box<T>::take(last);
	}

	/// Publishes the next one (an empty box: none), and has the last one destroyed when nobody reads it any more: soon, in a softirq,
	/// where its destructor must not sleep (call_rcu). For a T whose base is RcuHead. Any context, also with a spinlock held, and inside
	/// of a section.
	void replace_later(Box<T> next)
	{
		static_assert(
			__is_base_of(RcuHead, T),
			"what is replaced without waiting needs room for RCU's list of it: let its base be "
			"RcuHead (kernel/rcu/head.hpp), or call replace()");
		auto *last = static_cast<T *>(shim_rcu_xchg(&object_, next.release()));
		if (last == nullptr)
			return;
		has_later_.set();
		last->RcuHead::call_rcu(destroy);
	}

private:
	// (Of the kernel's own type, kCFI compares it.)
	static void destroy(callback_head *head) { Box<T>::take(static_cast<T *>(RcuHead::of(head))); }

	void *object_ = nullptr;
	// Whether replace_later() has asked for anything.
	Flag has_later_;
};

} // namespace
} // namespace kernel
