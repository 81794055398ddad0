// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/slab.h> and <linux/mm.h>. */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "kernel/memory/shim.h"

SAME_TYPE(kfree);
SAME_TYPE(kvfree);
SAME_TYPE(kmem_cache_destroy);
SAME_TYPE(kmem_cache_free);

SHIM(void *, kmalloc, size_t size, unsigned int gfp)
{
	return kmalloc(size, (__force gfp_t)gfp);
}

SHIM(void *, krealloc, const void *old, size_t size, unsigned int gfp)
{
	return krealloc(old, size, (__force gfp_t)gfp);
}

SHIM(void *, kvmalloc, size_t size, unsigned int gfp)
{
	return kvmalloc(size, (__force gfp_t)gfp);
}

SHIM(struct kmem_cache *, kmem_cache_create, const char *name, unsigned int size, unsigned int align)
{
	return kmem_cache_create(name, size, align, 0, NULL);
}

SHIM(void *, kmem_cache_alloc, struct kmem_cache *cache, unsigned int gfp)
{
	return kmem_cache_alloc(cache, (__force gfp_t)gfp);
}

SHIM(struct page *, alloc_page, unsigned int gfp)
{
	return alloc_page((__force gfp_t)gfp);
}

SHIM(void *, page_address, struct page *page)
{
	return page_address(page);
}

SHIM(void, get_page, struct page *page)
{
	get_page(page);
}

SHIM(void, put_page, struct page *page)
{
	put_page(page);
}

SHIM(void, flush_dcache_page, struct page *page)
{
	flush_dcache_page(page);
}
