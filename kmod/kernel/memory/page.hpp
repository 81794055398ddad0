// SPDX-License-Identifier: GPL-2.0-only
// Page: one page of memory that user space may map.
#pragma once

#include "kernel/core/result.hpp"
#include "kernel/memory/gfp.hpp"
#include "kernel/memory/shim.h"

namespace kernel
{
namespace
{

/// One page of zeroes, counted: its memory lives until the last mapping of it has gone, too.
class Page
{
public:
	/// ENOMEM. Sleeps unless gfp is atomic.
	static Result<Page> make(Gfp gfp)
	{
		struct page *page = shim_alloc_page(static_cast<unsigned int>(gfp) | LAYOUT_GFP_ZERO);
		if (page == nullptr)
			return errors::no_memory;
		return Page(page);
	}

	Page(Page &&other) : page_(kernel::exchange(other.page_, nullptr)) {}
	Page &operator=(Page &&) = delete;
	~Page()
	{
		if (page_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			shim_put_page(page_);
	}

	/// Where the kernel sees it; LAYOUT_PAGE_SIZE bytes.
	void *address() const { return shim_page_address(page_); }
	/// After a store to it, where a mapping would not see it by itself (aliasing caches). No cost elsewhere.
	void flush() const
	{
		if constexpr (LAYOUT_FLUSHES_DCACHE != 0)
			shim_flush_dcache_page(page_);
	}
	/// For the layer: the kernel's own.
	struct page *raw() const { return page_; }

private:
	explicit Page(struct page *page) : page_(page) {}

	struct page *page_;
};

/// The bytes of a page, on this kernel.
constexpr size_t page_size = LAYOUT_PAGE_SIZE;

} // namespace
} // namespace kernel
