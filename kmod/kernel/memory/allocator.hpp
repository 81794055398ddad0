// SPDX-License-Identifier: GPL-2.0-only
// Where a Box or a Vec has its memory from.
#pragma once

#include "kernel/memory/gfp.hpp"
#include "kernel/memory/shim.h"

namespace kernel
{
namespace
{

/// kmalloc: memory in one piece, quick to get, up to some megabytes. It may be freed in any context but NMI.
struct Kmalloc {
	[[maybe_unused]] static constexpr bool can_reallocate = true;
	static void *allocate(size_t size, Gfp gfp)
	{
		return shim_kmalloc(size, static_cast<unsigned int>(gfp));
	}
	static void *reallocate(const void *old, size_t size, Gfp gfp)
	{
		return shim_krealloc(old, size, static_cast<unsigned int>(gfp));
	}
	static void free(const void *memory) { shim_kfree(memory); }
};

/// kvmalloc: of kmalloc if that can be had, else of pages that need not lie behind each other, up to what memory there is. To free it
/// sleeps: process context, no spinlock held. Gfp::atomic gets no more than kmalloc gives. Not for DMA.
struct Kvmalloc {
	[[maybe_unused]] static constexpr bool can_reallocate = false;
	static void *allocate(size_t size, Gfp gfp)
	{
		return shim_kvmalloc(size, static_cast<unsigned int>(gfp));
	}
	static void free(const void *memory) { shim_kvfree(memory); }
};

} // namespace
} // namespace kernel
