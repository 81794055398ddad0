// SPDX-License-Identifier: GPL-2.0-only
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/slab.h>

LAYOUTS(memory)
{
	DEFINE(LAYOUT_GFP_KERNEL, (__force unsigned int)GFP_KERNEL);
	DEFINE(LAYOUT_GFP_KERNEL_ACCOUNT, (__force unsigned int)GFP_KERNEL_ACCOUNT);
	DEFINE(LAYOUT_GFP_ATOMIC, (__force unsigned int)GFP_ATOMIC);
	DEFINE(LAYOUT_GFP_ZERO, (__force unsigned int)__GFP_ZERO);
	DEFINE(LAYOUT_GFP_NOWARN, (__force unsigned int)__GFP_NOWARN);
	DEFINE(LAYOUT_KMALLOC_ALIGN, ARCH_KMALLOC_MINALIGN);
	DEFINE(LAYOUT_PAGE_SIZE, PAGE_SIZE);
	DEFINE(LAYOUT_FLUSHES_DCACHE, ARCH_IMPLEMENTS_FLUSH_DCACHE_PAGE);
}
