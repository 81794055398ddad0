// SPDX-License-Identifier: GPL-2.0-only
// Xarray<T>: objects on the heap by their number, which it owns.
#pragma once

#include "kernel/core/annotations.hpp"
#include "kernel/lock/lock_class.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/xarray/shim.h"

namespace kernel
{
namespace
{

/// xarray: a map from numbers (all of unsigned long) to objects, small where the numbers lie close together. It owns its objects: a Box
/// goes in, and comes out again; what is left when it is destroyed is destroyed with it.
///
///     constinit LockClass sessions_class{"hello_sessions"};
///     Xarray<Session> sessions_{sessions_class};
///
///     const u32 id = TRY(sessions_.alloc(TRY(Box<Session>::make(Gfp::kernel)), 1, 1000, Gfp::kernel));
///     {
///             auto held = sessions_.lock();
///             Session *const session = held.get(id);
///             if (session != nullptr)
///                     session->count += 1;
///     }
///     sessions_.erase(id);
///
/// It has a lock of its own: each call is whole, and an object is reached through lock() alone, so that nobody erases it meanwhile. The
/// lock is a spinlock that no interrupt takes: process context, and not within it a call of the same array. Objects that are used
/// for longer are counted: of an Xarray<Ref<Session>>, copy the Ref under the lock.
template <typename T>
class CAPABILITY("xarray") Xarray : Pinned
{
	static_assert(LAYOUT_KMALLOC_ALIGN >= 4, "the two lowest bits of an entry are the kernel's");
	class Iterator;

public:
	/// What a loop over the array is given.
	struct Entry {
		unsigned long index;
		T &item;
	};

	/// Holds the array's lock to the end of its scope, so nothing may sleep. What it leads to stands as long as it does.
	class GUARD_CLASS Held : Pinned
	{
	public:
		/// For the array.
		explicit Held(Xarray &array) ACQUIRE(array) NO_THREAD_SAFETY_ANALYSIS : array_(array)
		{
			shim_xa_lock(array_.raw());
		}
		~Held() RELEASE() NO_THREAD_SAFETY_ANALYSIS { shim_xa_unlock(array_.raw()); }

		/// nullptr: there is none of this number.
		T *get(unsigned long index) const &NO_THREAD_SAFETY_ANALYSIS
		{
			return static_cast<T *>(shim_xa_load(array_.raw(), index));
		}
		/// Takes the object out; the box is empty if there is none. Unless T may be destroyed under a spinlock, keep the box until
		/// the lock is gone: declare it before the guard.
		Box<T> erase(unsigned long index) const &NO_THREAD_SAFETY_ANALYSIS
		{
			return taken(shim_xa_erase_locked(array_.raw(), index));
		}
		/// for (auto [index, item] : held) meets all, by rising number; its body may erase any.
		Iterator begin() const &NO_THREAD_SAFETY_ANALYSIS { return Iterator(array_.raw()); }
		Iterator end() const & { return Iterator(); }
		// (A temporary guard ends with the expression.)
		T *get(unsigned long) const && = delete;
		Box<T> erase(unsigned long) const && = delete;
		Iterator begin() const && = delete;

	private:
		Xarray &array_;
	};

	explicit Xarray(LockClass &lock_class) { shim_xa_init(raw(), lock_class.name(), lock_class.key()); }
	/// Sleeps if T's destructor does. Nobody else may use it any more.
	~Xarray()
	{
		clear();
		shim_xa_destroy(raw());
	}

	/// Puts an object in, in place of what is there, which is returned: an empty box if there was none. ENOMEM; EINVAL: an empty box was
	/// given. The object is gone then, as it is with the next two. Sleeps unless gfp is atomic, as they do.
	Result<Box<T>> store(unsigned long index, Box<T> item, Gfp gfp)
	{
		if (item.get() == nullptr)
			return errors::invalid;
		void *const before = shim_xa_store(raw(), index, item.get(), static_cast<unsigned int>(gfp));
		if (const int error = shim_xa_err(before); error != 0)
			return Errno::from_kernel(error);
		(void)item.release();
		return taken(before);
	}
	/// Puts an object in where there is none. EBUSY: there is one. ENOMEM, EINVAL.
	Result<void> insert(unsigned long index, Box<T> item, Gfp gfp)
	{
		if (item.get() == nullptr)
			return errors::invalid;
		TRY(Result<void>::from_kernel(
			shim_xa_insert(raw(), index, item.get(), static_cast<unsigned int>(gfp))));
		(void)item.release();
		return {};
	}
	/// Puts an object in at the lowest number of first .. last that is free, and returns it. EBUSY: none is free. ENOMEM, EINVAL.
	Result<u32> alloc(Box<T> item, u32 first, u32 last, Gfp gfp)
	{
		if (item.get() == nullptr)
			return errors::invalid;
		u32 index = 0;
		TRY(Result<void>::from_kernel(shim_xa_alloc(raw(), &index, item.get(), first, last,
							    static_cast<unsigned int>(gfp))));
		(void)item.release();
		return index;
	}
	/// Takes the object out, to be destroyed with the box that is ignored; the box is empty if there is none.
	Box<T> erase(unsigned long index) { return taken(shim_xa_erase(raw(), index)); }
	/// Destroys all objects, not under the lock. What others put in meanwhile may stay.
	void clear()
	{
		unsigned long index = 0;
		for (void *item = shim_xa_find(raw(), &index); item != nullptr;
		     item = shim_xa_find_after(raw(), &index))
			erase(index);
	}

	/// To get, to erase and to walk.
	Held lock() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS { return Held(*this); }
	/// What others do at this moment is not known.
	[[nodiscard]] bool empty() const { return shim_xa_empty(raw()); }

private:
	class Iterator
	{
	public:
		Iterator() = default;
		explicit Iterator(xarray *raw) : raw_(raw), item_(shim_xa_find(raw, &index_)) {}
		Entry operator*() const { return {index_, *static_cast<T *>(item_)}; }
		Iterator &operator++()
		{
			item_ = shim_xa_find_after(raw_, &index_);
			return *this;
		}
		bool operator==(const Iterator &other) const { return item_ == other.item_; }

	private:
		xarray *raw_ = nullptr;
		unsigned long index_ = 0;
		void *item_ = nullptr;
	};

	static Box<T> taken(void *entry) { return Box<T>::take(static_cast<T *>(entry)); }
	xarray *raw() { return reinterpret_cast<xarray *>(&xarray_); }
	const xarray *raw() const { return reinterpret_cast<const xarray *>(&xarray_); }

	Opaque<LAYOUT_XARRAY_SIZE, LAYOUT_XARRAY_ALIGN> xarray_;
};

} // namespace
} // namespace kernel
