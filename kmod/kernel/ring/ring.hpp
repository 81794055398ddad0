// SPDX-License-Identifier: GPL-2.0-only
// Ring<T>: a queue of fixed size that one fills and another empties, without a lock.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/core/checked.hpp"
#include "kernel/core/span.hpp"
#include "kernel/memory/gfp.hpp"
#include "kernel/memory/shim.h"

namespace kernel
{
namespace
{

/// A queue as kfifo is: first in, first out, of fixed size, without a lock for one producer and one consumer, which may be an interrupt
/// and a process. Calls never wait: any context, NMI too.
///
///     Ring<Sample> samples_;                              // of no size
///     samples_ = TRY(Ring<Sample>::make(64, Gfp::kernel));
///
///     HrTimerRestart tick()                               // the producer
///     {
///             if (!samples_.push(measure()).ok())
///                     lost_ = true;
///             ...
///     size_t count = samples_.pop_some(buffer);           // the consumer
///
/// Where there are several producers, they have a lock that excludes each other, and likewise consumers. What was stored before push() is
/// seen after the pop() of the item. Nobody may use it while it is moved or destroyed; what is left in it is destroyed.
template <typename T>
requires(__is_constructible(T, T &&)) class Ring
{
	static_assert(alignof(T) <= LAYOUT_KMALLOC_ALIGN, "kmalloc does not align this type");

public:
	/// The largest capacity.
	static constexpr u32 most = u32{1} << 31;

	/// Of capacity 0: a push fails.
	Ring() = default;
	/// With room for so many items, or more: the next power of two. ENOMEM; EOVERFLOW: beyond `most`, or beyond all memory. Sleeps
	/// unless gfp is atomic.
	static Result<Ring> make(size_t at_least, Gfp gfp)
	{
		if (at_least > most)
			return errors::overflow;
		Ring ring;
		u32 capacity = 1;
		while (capacity < at_least)
			capacity *= 2;
		const size_t bytes = TRY(checked_multiply(size_t{capacity}, sizeof(T)));
		ring.slots_ = static_cast<T *>(shim_kmalloc(bytes, static_cast<unsigned int>(gfp)));
		if (ring.slots_ == nullptr)
			return errors::no_memory;
		ring.capacity_ = capacity;
		return ring;
	}
	Ring(Ring &&other)
		: slots_(kernel::exchange(other.slots_, nullptr)),
		  capacity_(kernel::exchange(other.capacity_, 0)), head_(kernel::exchange(other.head_, 0)),
		  tail_(kernel::exchange(other.tail_, 0))
	{
	}
	Ring &operator=(Ring &&other)
	{
		Ring old(kernel::move(*this));
		slots_ = kernel::exchange(other.slots_, nullptr);
		capacity_ = kernel::exchange(other.capacity_, 0);
		head_ = kernel::exchange(other.head_, 0);
		tail_ = kernel::exchange(other.tail_, 0);
		return *this;
	}
	~Ring()
	{
		while (tail_ != head_)
			slot(tail_++).~T();
		shim_kfree(slots_);
	}

	/// For the producer. ENOSPC: it is full, and the item is gone: ask full() before, if that matters.
	Result<void> push(T item)
	{
		if (full())
			return errors::no_space;
		new (At{&slot(head_)}) T(kernel::move(item));
		store_release(head_, head_ + 1);
		return {};
	}
	/// For the producer: puts in as many as there is room for, and returns how many.
	size_t push_some(Span<const T> items) requires TriviallyCopyable<T>
	{
		const u32 room = capacity_ - (head_ - load_acquire(tail_));
		u32 next = head_;
		for (const T &item : items.first(room))
			new (At{&slot(next++)}) T(item);
		const u32 count = next - head_;
		store_release(head_, next);
		return count;
	}
	/// For the producer: a push would fail.
	[[nodiscard]] bool full() const { return head_ - load_acquire(tail_) == capacity_; }

	/// For the consumer: takes the oldest item. EAGAIN: there is none.
	Result<T> pop()
	{
		T *const item = front();
		if (item == nullptr)
			return errors::would_block;
		Result<T> taken(kernel::move(*item));
		item->~T();
		store_release(tail_, tail_ + 1);
		return taken;
	}
	/// For the consumer: takes as many as there are and the span has room for, and returns how many.
	size_t pop_some(Span<T> items) requires TriviallyCopyable<T>
	{
		u32 next = tail_;
		const u32 filled = load_acquire(head_) - tail_;
		for (T &item : items.first(filled))
			item = slot(next++);
		const u32 count = next - tail_;
		store_release(tail_, next);
		return count;
	}
	/// For the consumer: the oldest item, which stands until it is taken; nullptr: there is none.
	T *front() { return empty() ? nullptr : &slot(tail_); }
	/// For the consumer: a pop would fail.
	[[nodiscard]] bool empty() const { return load_acquire(head_) == tail_; }

	/// How many there are. For the producer: or fewer; for the consumer: or more.
	size_t size() const { return load_acquire(head_) - load_acquire(tail_); }
	size_t capacity() const { return capacity_; }

private:
	T &slot(u32 index) { return slots_[index & (capacity_ - 1)]; }

	T *slots_ = nullptr;
	u32 capacity_ = 0;
	// How many were ever put in, and taken out, modulo 2^32. (Each is written by one side, which need not be careful to read it. The
	// slots behind head_ are the producer's, those from tail_ on the consumer's: a release hands them on, an acquire takes them.)
	u32 head_ = 0;
	u32 tail_ = 0;
};

} // namespace
} // namespace kernel
