// SPDX-License-Identifier: GPL-2.0-only
// Box and VBox: one object on the heap, with one owner.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/memory/allocator.hpp"

namespace kernel
{
namespace
{

/// A T of its own on the heap. Made in place (a Pinned one too), moved by handing the pointer on, destroyed with the box.
template <typename T, typename Allocator = Kmalloc>
class Box
{
	static_assert(alignof(T) <= LAYOUT_KMALLOC_ALIGN, "kmalloc does not align this type");

public:
	/// ENOMEM. Sleeps unless gfp is atomic.
	template <typename... Arguments>
	static Result<Box> make(Gfp gfp, Arguments &&...arguments)
	{
		void *memory = Allocator::allocate(sizeof(T), gfp);
		if (memory == nullptr)
			return errors::no_memory;
		return Box(new (At{memory}) T(kernel::forward<Arguments>(arguments)...));
	}
	/// The same for a T whose making can fail where it stands: T's init(), a Result<void>, is called when it is constructed. ENOMEM,
	/// or what init() returns; the object is destroyed then.
	template <typename... Arguments>
	static Result<Box> try_make(Gfp gfp, Arguments &&...arguments)
	{
		auto box = TRY(make(gfp, kernel::forward<Arguments>(arguments)...));
		TRY(box->init());
		return box;
	}
	/// Takes over what release() gave away; nullptr is an empty box.
	static Box take(T *object) { return Box(object); }

	Box(Box &&other) : object_(other.release()) {}
	Box &operator=(Box &&other)
	{
		Box old(kernel::exchange(object_, other.release()));
		return *this;
	}
	// (Inline, so that a box is a register: what happens to the object is a function's work.)
	KERNEL_ALWAYS_INLINE ~Box()
	{
		// (The analyzer takes TRY's early return for the end of an object that it was to make.)
		if (object_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			destroy(object_);
	}

	T *operator->() const { return object_; }
	T &operator*() const { return *object_; }
	T *get() const { return object_; }
	/// The caller owns the object now.
	[[nodiscard]] T *release() { return kernel::exchange(object_, nullptr); }

private:
	explicit Box(T *object) : object_(object) {}

	static void destroy(T *object)
	{
		object->~T();
		Allocator::free(object);
	}

	T *object_;
};

// (An empty box stands where there is none: nothing is asked before it moves or goes, and no byte of it is left unwritten.)
template <typename T, typename Allocator>
struct ResultStorage<Box<T, Allocator>> {
	explicit ResultStorage(Errno error) : value(Box<T, Allocator>::take(nullptr)), error(error) {}
	explicit ResultStorage(Box<T, Allocator> &&value) : value(kernel::move(value)), error(0) {}
	Box<T, Allocator> value;
	Errno error;
};

/// A Box for a large T, whose memory need not be in one piece: it is destroyed in process context, where no spinlock is held.
template <typename T>
using VBox = Box<T, Kvmalloc>;

} // namespace
} // namespace kernel
