// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/slab.h>, <linux/mm.h>, <linux/atomic.h> and <linux/math64.h>. */
#include <asm/barrier.h>
#include <asm/processor.h>
#include <linux/atomic.h>
#include <linux/build_bug.h>
#include <linux/highmem.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/slab.h>

void *shim_kmalloc(size_t size, unsigned int gfp)
{
	return kmalloc(size, (__force gfp_t)gfp);
}

void *shim_krealloc(const void *old, size_t size, unsigned int gfp)
{
	return krealloc(old, size, (__force gfp_t)gfp);
}

void shim_kfree(const void *memory)
{
	kfree(memory);
}

struct page *shim_alloc_page(unsigned int gfp)
{
	return alloc_page((__force gfp_t)gfp);
}

void *shim_page_address(struct page *page)
{
	return page_address(page);
}

void shim_get_page(struct page *page)
{
	get_page(page);
}

void shim_put_page(struct page *page)
{
	put_page(page);
}

void *shim_cmpxchg_pointer(void **word, void *expected, void *desired)
{
	return cmpxchg(word, expected, desired);
}

/* (atomic64_t is one s64, aligned to its size.) */
s64 shim_atomic64_read(const s64 *word)
{
	static_assert(sizeof(atomic64_t) == sizeof(s64));
	return atomic64_read((const atomic64_t *)word);
}

void shim_atomic64_set(s64 *word, s64 value)
{
	atomic64_set((atomic64_t *)word, value);
}

void shim_smp_mb(void)
{
	smp_mb();
}

void shim_smp_rmb(void)
{
	smp_rmb();
}

void shim_smp_wmb(void)
{
	smp_wmb();
}

void shim_cpu_relax(void)
{
	cpu_relax();
}

void shim_flush_dcache_page(struct page *page)
{
	flush_dcache_page(page);
}

u64 shim_div_u64(u64 dividend, u32 divisor)
{
	return div_u64(dividend, divisor);
}
