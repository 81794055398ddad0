// SPDX-License-Identifier: GPL-2.0-only
// The kernel's log: pr_emerg to pr_debug, with {} checked when compiling. Any context. A line is cut after 255 bytes. pr_debug is
// silent, and formats nothing, until dynamic debug enables it: all of a module by `modprobe <module> dyndbg=+p`, one by its file and
// line.
#pragma once

#include "kernel/format/format.hpp"
#include "kernel/log/debug_site.hpp"
#include "kernel/log/shim.h"

namespace kernel
{
namespace
{

// A line on its way to the log. C passes it on as kernel_log_line and never looks inside.
struct LogLine {
	Text format;
	Span<const Argument> arguments;
	char text[256];
};

} // namespace
} // namespace kernel

#ifdef KERNEL_ON_HOST
#define KERNEL_ONE_UNIT [[gnu::weak]] // a program of host tests has several units; a module is one
#else
#define KERNEL_ONE_UNIT
#endif
extern "C" KERNEL_ONE_UNIT [[gnu::cold]] const char *entry_format_log_line(kernel_log_line *passed)
{
	auto &line = *reinterpret_cast<kernel::LogLine *>(passed);
	kernel::TextWriter writer(kernel::Span<char>(line.text, sizeof(line.text) - 1));
	kernel::append_formatted(writer, line.format, line.arguments);
	line.text[writer.text().size()] = '\0';
	return line.text;
}

namespace kernel
{
namespace
{

// The line is put together here, for all who log one.
[[gnu::noinline, gnu::cold]] inline void log_line(const char *level, Text format,
						  Span<const Argument> arguments)
{
	KERNEL_UNINITIALIZED LogLine line;
	line.format = format;
	line.arguments = arguments;
	shim_printk(level, reinterpret_cast<kernel_log_line *>(&line));
}

template <typename... Arguments>
KERNEL_ALWAYS_INLINE void log(const char *level, Text format, const Arguments &...arguments)
{
	if constexpr (sizeof...(Arguments) != 0) {
		const Argument list[] = {Argument(arguments)...};
		log_line(level, format, Span<const Argument>(list, sizeof...(Arguments)));
	} else {
		log_line(level, format, {});
	}
}

// (The numbers are the kernel's own, as include/linux/kern_levels.h writes them before a line.)
#define KERNEL_PR(name, level)                                                                               \
	template <typename... Arguments>                                                                     \
	KERNEL_ALWAYS_INLINE void pr_##name(FormatString<Identity<Arguments>...> format,                     \
					    const Arguments &...arguments)                                   \
	{                                                                                                    \
		log("\001" level, format.text(), arguments...);                                              \
	}

KERNEL_PR(emerg, "0")
KERNEL_PR(alert, "1")
KERNEL_PR(crit, "2")
KERNEL_PR(err, "3")
KERNEL_PR(warn, "4")
KERNEL_PR(notice, "5")
KERNEL_PR(info, "6")
#undef KERNEL_PR

#if LAYOUT_DYNAMIC_DEBUG

// As which type a value is passed on: few types, so that few functions are made.
template <typename T>
struct DebugValueOf {
	using Type = T;
};
template <Integer T>
struct DebugValueOf<T> {
	using Type = Conditional<SignedInteger<T>, s64, u64>;
};
template <typename T>
struct DebugValueOf<T *> {
	using Type = Conditional<is_same<RemoveConst<T>, char>, const char *, const void *>;
};
template <size_t size>
struct DebugValueOf<char[size]> {
	using Type = Text;
};

// (Apart, so that a caller who is not debugged pays for a question alone, in time and in stack. The format is the site's.)
template <typename... Values>
[[gnu::noinline, gnu::cold]] void log_debug(DebugSite &site, Values... values)
{
	const Argument list[] = {Argument(Text()), Argument(values)...};
	KERNEL_UNINITIALIZED LogLine line;
	line.format = Text::terminated(site.format());
	line.arguments = Span<const Argument>(list + 1, sizeof...(Values));
	shim_dynamic_pr_debug(site.raw(), reinterpret_cast<kernel_log_line *>(&line));
}

template <typename... Arguments>
KERNEL_ALWAYS_INLINE void log_debug_at(DebugSite &site, FormatString<Identity<Arguments>...>,
				       const Arguments &...arguments)
{
	log_debug<typename DebugValueOf<Arguments>::Type...>(site, arguments...);
}

// A site of dynamic debug of its own. (Not in a template: compilers before g++ 14 ignore the section there. A gate looks for that.)
#define pr_debug(format, ...)                                                                                \
	do {                                                                                                 \
		static constinit ::kernel::DebugSite kernel_debug_site KERNEL_DEBUG_SECTION{                 \
			KBUILD_MODNAME, __func__, __FILE__, __LINE__, format};                               \
		if (kernel_debug_site.enabled()) [[unlikely]]                                                \
			::kernel::log_debug_at(kernel_debug_site, format, ##__VA_ARGS__);                    \
	} while (false)
#define KERNEL_DEBUG_SECTION __attribute__((section("__dyndbg"), used, aligned(8)))

#else

template <typename... Arguments>
KERNEL_ALWAYS_INLINE void pr_debug(FormatString<Identity<Arguments>...>, const Arguments &...)
{
}

#endif

} // namespace
} // namespace kernel
