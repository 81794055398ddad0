// SPDX-License-Identifier: GPL-2.0-only
// Cache<T>: memory for many objects of one type (a slab cache), and CacheBox<T>, which owns one of them.
#pragma once

#include "kernel/bug/bug.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/ref/ref.hpp"

namespace kernel
{
namespace
{

// What a cache and its objects have in common: it counts one for the cache, and one for each object.
struct CacheCore : Pinned {
	explicit CacheCore(kmem_cache *slabs) : slabs(slabs) {}
	RefCount users;
	kmem_cache *const slabs;
};

/// An object of a Cache, which it is given back to: a Box in all else.
template <typename T>
class CacheBox
{
public:
	CacheBox(CacheBox &&other) : core_(other.core_), object_(kernel::exchange(other.object_, nullptr)) {}
	CacheBox &operator=(CacheBox &&other)
	{
		CacheBox old(kernel::move(*this));
		core_ = other.core_;
		object_ = kernel::exchange(other.object_, nullptr);
		return *this;
	}
	/// Any context but NMI, where T's destructor may run.
	~CacheBox()
	{
		// (The analyzer takes TRY's early return for the end of an object that it was to make.)
		if (object_ == nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			return;
		object_->~T();
		shim_kmem_cache_free(core_->slabs, object_);
		(void)core_->users.put();
	}

	T *operator->() const { return object_; }
	T &operator*() const { return *object_; }
	/// nullptr: it was moved from.
	T *get() const { return object_; }

private:
	template <typename>
	friend class Cache;
	CacheBox(CacheCore *core, T *object) : core_(core), object_(object) {}

	CacheCore *core_;
	T *object_;
};

/// kmem_cache: memory for many objects of one type, which come and go often. It is as large as T needs, aligned as T wants to be (more than
/// a Box can be, too), and listed by name in /proc/slabinfo.
///
///     Cache<Packet> packets_;                             // before what has its objects
///     TRY(packets_.create("hello_packet"));
///     CacheBox<Packet> packet = TRY(packets_.make(Gfp::atomic, length));
template <typename T>
class Cache : Pinned
{
public:
	Cache() : core_(Box<CacheCore>::take(nullptr)) {}
	/// It must outlive its objects; else that is a WARN, and its memory is lost. Sleeps.
	~Cache()
	{
		if (core_.get() == nullptr)
			return;
		if (core_->users.put()) {
			shim_kmem_cache_destroy(core_->slabs);
			return;
		}
		warn("a cache was destroyed while it had objects: declare it before what has them");
		// (They can be given back still.)
		(void)core_.release();
	}

	/// Makes it ready. `name` is a literal that no other cache has. Sleeps. EBUSY: it is ready. ENOMEM.
	template <size_t size>
	Result<void> create(const char (&name)[size])
	{
		if (core_.get() != nullptr)
			return errors::busy;
		kmem_cache *const slabs = shim_kmem_cache_create(name, sizeof(T), alignof(T));
		if (slabs == nullptr)
			return errors::no_memory;
		auto core = Box<CacheCore>::make(Gfp::kernel, slabs);
		if (!core.ok()) {
			shim_kmem_cache_destroy(slabs);
			return core.error();
		}
		core_ = kernel::move(core).value();
		return {};
	}
	/// An object, made of these arguments. ENOMEM; EINVAL: the cache was not created. Sleeps unless gfp is atomic.
	template <typename... Arguments>
	Result<CacheBox<T>> make(Gfp gfp, Arguments &&...arguments)
	{
		if (core_.get() == nullptr)
			return errors::invalid;
		void *const memory = shim_kmem_cache_alloc(core_->slabs, static_cast<unsigned int>(gfp));
		if (memory == nullptr)
			return errors::no_memory;
		core_->users.get();
		return CacheBox<T>(core_.get(), new (At{memory}) T(kernel::forward<Arguments>(arguments)...));
	}

private:
	Box<CacheCore> core_;
};

} // namespace
} // namespace kernel
