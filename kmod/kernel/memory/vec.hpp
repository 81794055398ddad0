// SPDX-License-Identifier: GPL-2.0-only
// Vec and VVec: a growing array.
#pragma once

#include "kernel/core/checked.hpp"
#include "kernel/core/span.hpp"
#include "kernel/memory/allocator.hpp"

namespace kernel
{
namespace
{

/// A growing array of what can be moved. What is put in can fail; what is read is checked (at) or walked (begin, end). A reference
/// into it stands until it grows.
template <typename T, typename Allocator = Kmalloc>
requires(__is_constructible(T, T &&)) class Vec
{
	static_assert(alignof(T) <= LAYOUT_KMALLOC_ALIGN, "kmalloc does not align this type");

public:
	Vec() = default;
	Vec(Vec &&other)
		: data_(kernel::exchange(other.data_, nullptr)), size_(kernel::exchange(other.size_, 0)),
		  capacity_(kernel::exchange(other.capacity_, 0))
	{
	}
	Vec &operator=(Vec &&other)
	{
		Vec old(kernel::move(*this));
		data_ = kernel::exchange(other.data_, nullptr);
		size_ = kernel::exchange(other.size_, 0);
		capacity_ = kernel::exchange(other.capacity_, 0);
		return *this;
	}
	~Vec()
	{
		clear();
		Allocator::free(data_);
	}

	/// A copy of what the span shows. ENOMEM. Sleeps unless gfp is atomic, as do the next two.
	static Result<Vec> copy_of(Span<const T> items, Gfp gfp) requires TriviallyCopyable<T>
	{
		Vec copy;
		TRY(copy.reserve(items.size(), gfp));
		for (const T &item : items)
			copy.data_[copy.size_++] = item;
		return copy;
	}

	/// Room for `capacity` items in all. ENOMEM, EOVERFLOW; the vector then is as it was.
	Result<void> reserve(size_t capacity, Gfp gfp)
	{
		if (capacity <= capacity_)
			return {};
		const size_t bytes = TRY(checked_multiply(capacity, sizeof(T)));
		T *grown = nullptr;
		if constexpr (TriviallyCopyable<T> && Allocator::can_reallocate) {
			grown = static_cast<T *>(Allocator::reallocate(data_, bytes, gfp));
			if (grown == nullptr)
				return errors::no_memory;
		} else {
			grown = static_cast<T *>(Allocator::allocate(bytes, gfp));
			if (grown == nullptr)
				return errors::no_memory;
			for (size_t index = 0; index < size_; ++index) {
				new (At{grown + index}) T(kernel::move(data_[index]));
				data_[index].~T();
			}
			Allocator::free(data_);
		}
		data_ = grown;
		capacity_ = capacity;
		return {};
	}
	/// ENOMEM; the vector then is as it was, and the item is gone.
	Result<void> push(T item, Gfp gfp)
	{
		if (size_ == capacity_) {
			const size_t doubled = TRY(checked_multiply(capacity_, 2));
			TRY(reserve(doubled == 0 ? 4 : doubled, gfp));
		}
		new (At{data_ + size_}) T(kernel::move(item));
		++size_;
		return {};
	}
	/// Destroys the last item. ERANGE: there is none.
	Result<void> pop()
	{
		if (size_ == 0)
			return errors::out_of_range;
		data_[--size_].~T();
		return {};
	}
	/// Destroys all items, the last one first; the room stays.
	void clear()
	{
		if constexpr (TriviallyCopyable<T>)
			size_ = 0;
		else
			while (size_ != 0)
				data_[--size_].~T();
	}

	size_t size() const { return size_; }
	size_t capacity() const { return capacity_; }
	bool empty() const { return size_ == 0; }
	/// ERANGE beyond the end.
	Result<T &> at(size_t index) { return Span<T>(data_, size_).at(index); }
	Span<const T> items() const { return {data_, size_}; }
	T *begin() { return data_; }
	T *end() { return data_ + size_; }

private:
	T *data_ = nullptr;
	size_t size_ = 0;
	size_t capacity_ = 0;
};

/// A Vec of many items, whose memory need not be in one piece: it grows and is destroyed in process context, where no spinlock is held.
template <typename T>
using VVec = Vec<T, Kvmalloc>;

} // namespace
} // namespace kernel
