// SPDX-License-Identifier: GPL-2.0-only
// The shims of slab caches: each object is an allocation as any, which its cache must have given.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <string>

#include "kernel/memory/fake.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

struct kmem_cache {
	std::string name;
	unsigned int size;
	unsigned int align;
	std::mutex mutex;
	// Of each object the allocation that is counted for it.
	std::map<void *, void *> objects;
};

struct kmem_cache *shim_kmem_cache_create(const char *name, unsigned int size, unsigned int align)
{
	fake::might_sleep("kmem_cache_create");
	void *const memory = shim_kmalloc(sizeof(kmem_cache), LAYOUT_GFP_KERNEL);
	return memory == nullptr ? nullptr : new (memory) kmem_cache{name, size, align, {}, {}};
}

void shim_kmem_cache_destroy(struct kmem_cache *cache)
{
	fake::might_sleep("kmem_cache_destroy");
	if (!cache->objects.empty())
		fake::violated("a slab cache was destroyed that has objects: " + cache->name);
	cache->~kmem_cache();
	shim_kfree(cache);
}

void *shim_kmem_cache_alloc(struct kmem_cache *cache, unsigned int gfp)
{
	void *const counted = shim_kmalloc(1, gfp);
	if (counted == nullptr)
		return nullptr;
	const std::size_t align = cache->align < sizeof(void *) ? sizeof(void *) : cache->align;
	void *const object = std::aligned_alloc(align, (cache->size + align - 1) / align * align);
	std::memset(object, 0xa5, cache->size);
	const std::lock_guard guard(cache->mutex);
	cache->objects.emplace(object, counted);
	return object;
}

void shim_kmem_cache_free(struct kmem_cache *cache, void *object)
{
	const std::lock_guard guard(cache->mutex);
	const auto found = cache->objects.find(object);
	if (found == cache->objects.end())
		return fake::violated("kmem_cache_free of what this cache did not give");
	shim_kfree(found->second);
	cache->objects.erase(found);
	std::free(object);
}
