// SPDX-License-Identifier: GPL-2.0-only
// RefCount, and Ref<T>: an object that several hold, which the last one destroys.
#pragma once

#include "kernel/memory/box.hpp"
#include "kernel/ref/shim.h"

namespace kernel
{
namespace
{

/// refcount_t: how many hold an object; one, to begin with. Any context.
class RefCount : Pinned
{
public:
	/// By a holder of a reference.
	void get() { shim_refcount_inc(&count_); }
	/// True: that was the last one; what all others did with the object has been done.
	[[nodiscard]] bool put() { return shim_refcount_dec_and_test(&count_); }

private:
	int count_ = 1;
};

/// A T on the heap that several hold; copies hold the same one. The last one to go destroys it, in its own context.
template <typename T>
class Ref
{
public:
	/// ENOMEM. Sleeps unless gfp is atomic.
	template <typename... Arguments>
	static Result<Ref> make(Gfp gfp, Arguments &&...arguments)
	{
		return Ref(TRY(Box<Counted>::make(gfp, kernel::forward<Arguments>(arguments)...)).release());
	}

	Ref(const Ref &other) : counted_(other.counted_)
	{
		if (counted_ != nullptr)
			counted_->count.get();
	}
	Ref(Ref &&other) : counted_(kernel::exchange(other.counted_, nullptr)) {}
	Ref &operator=(Ref other)
	{
		Counted *const old = kernel::exchange(counted_, kernel::exchange(other.counted_, nullptr));
		other.counted_ = old;
		return *this;
	}
	~Ref()
	{
		if (counted_ != nullptr && counted_->count.put())
			Box<Counted>::take(counted_);
	}

	T *operator->() const { return &counted_->value; }
	T &operator*() const { return counted_->value; }
	/// nullptr: it was moved from.
	T *get() const { return counted_ != nullptr ? &counted_->value : nullptr; }

private:
	struct Counted : Pinned {
		template <typename... Arguments>
		explicit Counted(Arguments &&...arguments) : value(kernel::forward<Arguments>(arguments)...)
		{
		}
		RefCount count;
		T value;
	};
	explicit Ref(Counted *counted) : counted_(counted) {}

	Counted *counted_;
};

} // namespace
} // namespace kernel
