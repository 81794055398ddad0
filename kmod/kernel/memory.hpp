// SPDX-License-Identifier: GPL-2.0-only
// Memory that can fail to be had: Gfp, Pinned, Box, Vec and Page. No operator new allocates in a module.
#pragma once

#include "kernel/checked.hpp"

namespace kernel
{
namespace
{

// How an allocation may go about it. kernel: may sleep. atomic: any context.
enum class Gfp : unsigned int {
	kernel = LAYOUT_GFP_KERNEL,
	// The same, charged to the memory cgroup of the caller: for what anybody may cause.
	kernel_account = LAYOUT_GFP_KERNEL_ACCOUNT,
	atomic = LAYOUT_GFP_ATOMIC,
	// No report in the log when it fails: for sizes that come from outside.
	kernel_quiet = LAYOUT_GFP_KERNEL | LAYOUT_GFP_NOWARN,
};

// Base of what must stay where it was made, because the kernel keeps its address: no copy, no move.
class Pinned
{
public:
	Pinned() = default;
	Pinned(const Pinned &) = delete;
	Pinned &operator=(const Pinned &) = delete;
};

// A T of its own on the heap. Made in place (a Pinned one too), moved by handing the pointer on.
template <typename T>
class Box
{
	static_assert(alignof(T) <= LAYOUT_KMALLOC_ALIGN, "kmalloc does not align this type");

public:
	// ENOMEM. Sleeps unless gfp is atomic.
	template <typename... Arguments>
	static Result<Box> make(Gfp gfp, Arguments &&...arguments)
	{
		void *memory = shim_kmalloc(sizeof(T), static_cast<unsigned int>(gfp));
		if (memory == nullptr)
			return errors::no_memory;
		return Box(new (At{memory}) T(kernel::forward<Arguments>(arguments)...));
	}
	// Takes over what release() gave away; nullptr is an empty box.
	static Box take(T *object) { return Box(object); }

	Box(Box &&other) : object_(other.release()) {}
	Box &operator=(Box &&other)
	{
		Box old(kernel::exchange(object_, other.release()));
		return *this;
	}
	~Box()
	{
		// (The analyzer takes TRY's early return for the end of an object that it was to make.)
		if (object_ == nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			return;
		object_->~T();
		shim_kfree(object_);
	}

	T *operator->() const { return object_; }
	T &operator*() const { return *object_; }
	T *get() const { return object_; }
	// The caller owns the object now.
	[[nodiscard]] T *release() { return kernel::exchange(object_, nullptr); }

private:
	explicit Box(T *object) : object_(object) {}

	T *object_;
};

// A growing array. What is put in can fail; what is read is checked (at) or walked (begin, end).
template <TriviallyCopyable T>
class Vec
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
	~Vec() { shim_kfree(data_); }

	// A copy of what the span shows. ENOMEM.
	static Result<Vec> copy_of(Span<const T> items, Gfp gfp)
	{
		Vec copy;
		TRY(copy.reserve(items.size(), gfp));
		for (const T &item : items)
			copy.data_[copy.size_++] = item;
		return copy;
	}

	// Room for `capacity` items in all. ENOMEM, EOVERFLOW; the vector then is as it was.
	Result<void> reserve(size_t capacity, Gfp gfp)
	{
		if (capacity <= capacity_)
			return {};
		const size_t bytes = TRY(checked_multiply(capacity, sizeof(T)));
		void *grown = shim_krealloc(data_, bytes, static_cast<unsigned int>(gfp));
		if (grown == nullptr)
			return errors::no_memory;
		data_ = static_cast<T *>(grown);
		capacity_ = capacity;
		return {};
	}
	// ENOMEM; the vector then is as it was.
	Result<void> push(T item, Gfp gfp)
	{
		if (size_ == capacity_) {
			const size_t doubled = TRY(checked_multiply(capacity_, 2));
			TRY(reserve(doubled == 0 ? 4 : doubled, gfp));
		}
		data_[size_++] = item;
		return {};
	}
	void clear() { size_ = 0; }

	size_t size() const { return size_; }
	size_t capacity() const { return capacity_; }
	bool empty() const { return size_ == 0; }
	// ERANGE beyond the end.
	Result<T &> at(size_t index) { return Span<T>(data_, size_).at(index); }
	Span<const T> items() const { return {data_, size_}; }
	T *begin() { return data_; }
	T *end() { return data_ + size_; }

private:
	T *data_ = nullptr;
	size_t size_ = 0;
	size_t capacity_ = 0;
};

// One page of zeroes, counted: it lives until the last mapping of it has gone, too.
class Page
{
public:
	// ENOMEM. Sleeps unless gfp is atomic.
	static Result<Page> make(Gfp gfp)
	{
		struct page *page = shim_alloc_page(static_cast<unsigned int>(gfp) | LAYOUT_GFP_ZERO);
		if (page == nullptr)
			return errors::no_memory;
		return Page(page);
	}

	Page(Page &&other) : page_(kernel::exchange(other.page_, nullptr)) {}
	Page &operator=(Page &&) = delete;
	~Page()
	{
		if (page_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			shim_put_page(page_);
	}

	void *address() const { return shim_page_address(page_); }
	// After a store to it, where a mapping would not see it by itself (aliasing caches). No cost elsewhere.
	void flush() const
	{
		if constexpr (LAYOUT_FLUSHES_DCACHE != 0)
			shim_flush_dcache_page(page_);
	}
	struct page *get() const { return page_; }

private:
	explicit Page(struct page *page) : page_(page) {}

	struct page *page_;
};

} // namespace
} // namespace kernel
