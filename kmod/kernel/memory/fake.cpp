// SPDX-License-Identifier: GPL-2.0-only
// The shims of memory.
#include "kernel/memory/shim.h"

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <set>
#include <string>

#include <malloc.h>

#include "tests/kit/host/fake.hpp"
#include "tests/kit/host/fake_tsan.hpp"

namespace
{

std::atomic<unsigned int> live;
std::atomic<unsigned int> live_at_start;
std::atomic<unsigned int> until_failure;
std::atomic<bool> has_failed;
std::atomic<unsigned int> gfp_of_last;
// What kvmalloc gave that kmalloc might not have given, so that kfree is wrong for it. (Where there is none, no lock: it would order threads
// that TSan should see race.)
std::mutex pieces_mutex;
std::set<const void *> pieces;
std::atomic<unsigned int> count_of_pieces;

bool forget_piece(const void *memory)
{
	if (count_of_pieces.load(std::memory_order_relaxed) == 0)
		return false;
	const std::lock_guard guard(pieces_mutex);
	if (pieces.erase(memory) == 0)
		return false;
	count_of_pieces.fetch_sub(1, std::memory_order_relaxed);
	return true;
}

const fake::Part part(
	[] {
		fake::fail_allocation(0);
		live_at_start = live.load();
	},
	[] {
		const unsigned int left = fake::live_allocations();
		return left == 0 ? std::string() : "allocations: " + std::to_string(static_cast<int>(left));
	});

bool may_allocate(unsigned int gfp)
{
	if ((gfp & LAYOUT_GFP_ATOMIC) == 0)
		fake::might_sleep("an allocation that is not atomic");
	gfp_of_last.store(gfp, std::memory_order_relaxed);
	if (until_failure.load(std::memory_order_relaxed) == 0 || --until_failure != 0)
		return true;
	has_failed = true;
	return false;
}

void *allocated(std::size_t size)
{
	void *memory = std::malloc(size);
	if (memory == nullptr)
		std::abort();
	std::memset(memory, 0xa5, size);
	live.fetch_add(1, std::memory_order_relaxed);
	return memory;
}

} // namespace

namespace fake
{

void fail_allocation(unsigned int nth)
{
	has_failed = false;
	until_failure = nth;
}

bool allocation_failed()
{
	return has_failed;
}

unsigned int live_allocations()
{
	return live - live_at_start;
}

unsigned int last_gfp()
{
	return gfp_of_last;
}

} // namespace fake

void *shim_kmalloc(size_t size, unsigned int gfp)
{
	if (!may_allocate(gfp))
		return nullptr;
	fake::unpublished_begin();
	return allocated(size);
}

// Always another place, so that use of the old address is found out.
void *shim_krealloc(const void *old, size_t size, unsigned int gfp)
{
	if (!may_allocate(gfp))
		return nullptr;
	void *memory = allocated(size);
	if (old != nullptr) {
		const size_t old_size = malloc_usable_size(const_cast<void *>(old));
		std::memcpy(memory, old, old_size < size ? old_size : size);
		shim_kfree(old);
	}
	return memory;
}

void *shim_kvmalloc(size_t size, unsigned int gfp)
{
	void *const memory = shim_kmalloc(size, gfp);
	if (memory == nullptr || (gfp & LAYOUT_GFP_ATOMIC) != 0)
		return memory;
	const std::lock_guard guard(pieces_mutex);
	pieces.insert(memory);
	count_of_pieces.fetch_add(1, std::memory_order_relaxed);
	return memory;
}

void shim_kvfree(const void *memory)
{
	fake::might_sleep("kvfree");
	(void)forget_piece(memory);
	shim_kfree(memory);
}

void shim_kfree(const void *memory)
{
	if (memory == nullptr)
		return;
	if (forget_piece(memory))
		fake::violated("kfree of what kvmalloc gave");
	live.fetch_sub(1, std::memory_order_relaxed);
	std::free(const_cast<void *>(memory));
}

struct page *shim_alloc_page(unsigned int gfp)
{
	if (!may_allocate(gfp))
		return nullptr;
	auto *bytes = static_cast<unsigned char *>(std::aligned_alloc(LAYOUT_PAGE_SIZE, LAYOUT_PAGE_SIZE));
	std::memset(bytes, (gfp & LAYOUT_GFP_ZERO) != 0 ? 0 : 0xa5, LAYOUT_PAGE_SIZE);
	return new (allocated(sizeof(page))) page{1, 0, bytes};
}

void *shim_page_address(struct page *page)
{
	return page->bytes;
}

void shim_get_page(struct page *page)
{
	++page->count;
}

void shim_put_page(struct page *page)
{
	if (--page->count != 0)
		return;
	std::free(page->bytes);
	shim_kfree(page);
}

void shim_flush_dcache_page(struct page *page)
{
	page->flushes.fetch_add(1, std::memory_order_relaxed);
}
