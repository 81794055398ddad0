/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_MEMORY_SHIM_H
#define KERNEL_MEMORY_SHIM_H

#include "kernel/core/boundary.h"

struct kmem_cache;
struct page;

SHIMS_BEGIN
/* Sleep where the flags allow it (GFP_KERNEL does). NULL: out of memory. */
void *shim_kmalloc(size_t size, unsigned int gfp);
void *shim_krealloc(const void *old, size_t size, unsigned int gfp);
struct page *shim_alloc_page(unsigned int gfp);
void shim_kfree(const void *memory) DIRECT(kfree);
/* The same in pages that need not lie behind each other, if there are many. kvfree also frees what kmalloc gave; it sleeps. */
void *shim_kvmalloc(size_t size, unsigned int gfp);
void shim_kvfree(const void *memory) DIRECT(kvfree);
/* A slab cache: create and destroy sleep. The name is unique; NULL: out of memory. destroy: no object of it is left. */
struct kmem_cache *shim_kmem_cache_create(const char *name, unsigned int size, unsigned int align);
void shim_kmem_cache_destroy(struct kmem_cache *cache) DIRECT(kmem_cache_destroy);
void *shim_kmem_cache_alloc(struct kmem_cache *cache, unsigned int gfp);
void shim_kmem_cache_free(struct kmem_cache *cache, void *object) DIRECT(kmem_cache_free);
void *shim_page_address(struct page *page);
void shim_get_page(struct page *page);
void shim_put_page(struct page *page);
/* A page that user space maps has been written to, on machines whose caches tell addresses apart. */
void shim_flush_dcache_page(struct page *page);
SHIMS_END

#endif
