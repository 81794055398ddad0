// SPDX-License-Identifier: GPL-2.0-only
// The fake of memory: malloc that can be made to fail, filled with garbage, counted.
#pragma once

#include <atomic>

struct page {
	std::atomic<unsigned int> count;
	std::atomic<unsigned int> flushes;
	unsigned char *bytes;
};

#define LAYOUT_GFP_KERNEL 0x100
#define LAYOUT_GFP_KERNEL_ACCOUNT 0x1100
#define LAYOUT_GFP_ATOMIC 0x200
#define LAYOUT_GFP_ZERO 0x400
#define LAYOUT_GFP_NOWARN 0x800
#define LAYOUT_KMALLOC_ALIGN 8
#define LAYOUT_PAGE_SIZE 4096
#define LAYOUT_FLUSHES_DCACHE 1

namespace fake
{

// Lets the nth allocation from now on fail, of whatever kind: 1 is the next. 0: none.
void fail_allocation(unsigned int nth);
// Was that one reached?
bool allocation_failed();
// Since the test began.
unsigned int live_allocations();
unsigned int last_gfp();

} // namespace fake
