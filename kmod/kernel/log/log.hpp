// SPDX-License-Identifier: GPL-2.0-only
// The kernel's log: pr_emerg to pr_debug, with {} checked when compiling. Any context. A line is cut where
// the kernel cuts it, after some 1000 bytes. pr_debug is silent, and formats nothing, until dynamic debug enables it: all of a module by `modprobe <module> dyndbg=+p`, one by its file and
// line.
#pragma once

#include "kernel/log/debug_site.hpp"
#include "kernel/log/printk.hpp"
#include "kernel/log/shim.h"

namespace kernel
{
namespace
{

template <typename Line, typename... Arguments>
KERNEL_ALWAYS_INLINE void log(const Arguments &...arguments)
{
	pass_printk_values<sizeof...(Arguments)>(
		[](auto... values) KERNEL_INLINE_LAMBDA {
			shim_printk(printk_format_of<Line, decltype(format_value(arguments))...>.text,
				    values...);
		},
		format_value(arguments)...);
}

// (A type with a literal, which a function's argument would not be.)
#define KERNEL_LINE(before, format)                                                                          \
	struct KernelLine {                                                                                  \
		static consteval ::kernel::Text prefix() { return before; }                                  \
		static consteval decltype(auto) text() { return (format); }                                  \
	}
#define KERNEL_LOG(level, format, ...)                                                                       \
	do {                                                                                                 \
		KERNEL_LINE("\001" level KBUILD_MODNAME ": ", format);                                       \
		::kernel::log<KernelLine>(__VA_ARGS__);                                                      \
	} while (false)

// (The numbers are the kernel's own, as include/linux/kern_levels.h writes them before a line.)
#define pr_emerg(format, ...) KERNEL_LOG("0", format, ##__VA_ARGS__)
#define pr_alert(format, ...) KERNEL_LOG("1", format, ##__VA_ARGS__)
#define pr_crit(format, ...) KERNEL_LOG("2", format, ##__VA_ARGS__)
#define pr_err(format, ...) KERNEL_LOG("3", format, ##__VA_ARGS__)
#define pr_warn(format, ...) KERNEL_LOG("4", format, ##__VA_ARGS__)
#define pr_notice(format, ...) KERNEL_LOG("5", format, ##__VA_ARGS__)
#define pr_info(format, ...) KERNEL_LOG("6", format, ##__VA_ARGS__)

#if LAYOUT_DYNAMIC_DEBUG

template <typename Line, typename... Arguments>
KERNEL_ALWAYS_INLINE void log_debug_at(DebugSite &site, const Arguments &...arguments)
{
	pass_printk_values<sizeof...(Arguments)>(
		[&site](auto... values) KERNEL_INLINE_LAMBDA {
			shim_dynamic_pr_debug(
				site.raw(), printk_format_of<Line, decltype(format_value(arguments))...>.text,
				values...);
		},
		format_value(arguments)...);
	if constexpr (LAYOUT_DDEBUG_STACK != 0)
		shim_dynamic_dump_stack(site.raw());
}

// The format of a site, which is printk's, as in C; for decltype.
template <typename Line, typename... Values>
struct DebugFormat {
	static constexpr const char *text = printk_format_of<Line, Values...>.text;
};
template <typename Line, typename... Arguments>
auto debug_format(const Arguments &...arguments) -> DebugFormat<Line, decltype(format_value(arguments))...>;

// A site of dynamic debug of its own. (Not in a template: compilers before g++ 14 ignore the section there. A gate looks for that.)
#define pr_debug(format, ...)                                                                                \
	do {                                                                                                 \
		KERNEL_LINE(KBUILD_MODNAME ": ", format);                                                    \
		using KernelFormat = decltype(::kernel::debug_format<KernelLine>(__VA_ARGS__));              \
		static constinit ::kernel::DebugSite kernel_debug_site KERNEL_DEBUG_SECTION{                 \
			KBUILD_MODNAME, __func__, __FILE__, __LINE__, KernelFormat::text};                   \
		if (kernel_debug_site.enabled()) [[unlikely]]                                                \
			::kernel::log_debug_at<KernelLine>(kernel_debug_site, ##__VA_ARGS__);                \
	} while (false)
#define KERNEL_DEBUG_SECTION __attribute__((section("__dyndbg"), used, aligned(8)))

#else

// (Looked at by the compiler, as in C.)
#define pr_debug(format, ...)                                                                                \
	do {                                                                                                 \
		if (false)                                                                                   \
			KERNEL_LOG("7", format, ##__VA_ARGS__);                                              \
	} while (false)

#endif

} // namespace
} // namespace kernel
