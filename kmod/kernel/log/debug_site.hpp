// SPDX-License-Identifier: GPL-2.0-only
// A site of dynamic debug: what /sys/kernel/debug/dynamic_debug/control lists of one pr_debug, and what it switches on.
#pragma once

#include "kernel/core/table.hpp"

struct _ddebug;

#if LAYOUT_DYNAMIC_DEBUG

namespace kernel
{
namespace
{

// struct _ddebug, made here, where file, function and line are known, instead of in C. The kernel finds them all in one section.
// (Its static key, which C's pr_debug is patched by, has no place in code here: the flag beside it is asked, as C's pr_debug does on
// kernels without jump labels.)
class DebugSite
{
	static_assert(LAYOUT_DDEBUG_LINE_1 != 0 && LAYOUT_DDEBUG_PRINT != 0,
		      "struct _ddebug has another form on this kernel");

public:
	constexpr DebugSite(const char *module, const char *function, const char *file, unsigned int line,
			    const char *format)
	{
		site_.set(LAYOUT_DDEBUG_modname, static_cast<const void *>(module));
		site_.set(LAYOUT_DDEBUG_function, static_cast<const void *>(function));
		site_.set(LAYOUT_DDEBUG_filename, static_cast<const void *>(file));
		site_.set(LAYOUT_DDEBUG_format, static_cast<const void *>(format));
		site_.set_part(LAYOUT_DDEBUG_BITS,
			       static_cast<u32>(LAYOUT_DDEBUG_CLASS + line * LAYOUT_DDEBUG_LINE_1));
	}
	KERNEL_ALWAYS_INLINE bool enabled() const
	{
		const auto *const bytes = reinterpret_cast<const volatile char *>(&site_);
		return (*reinterpret_cast<const volatile u32 *>(bytes + LAYOUT_DDEBUG_BITS) &
			LAYOUT_DDEBUG_PRINT) != 0;
	}
	_ddebug *raw() { return reinterpret_cast<_ddebug *>(&site_); }

private:
	Table<LAYOUT_DDEBUG_SIZE> site_{};
};

} // namespace
} // namespace kernel

#endif
