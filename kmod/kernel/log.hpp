// SPDX-License-Identifier: GPL-2.0-only
// The kernel's log: pr_emerg to pr_debug, with {} checked when compiling. Any context. A line is cut after
// 255 bytes. pr_debug is silent, and formats nothing, until dynamic debug enables it: `modprobe <module>
// dyndbg=+p`.
#pragma once

#include "kernel/entries.h"
#include "kernel/format.hpp"

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

extern "C" [[gnu::cold]] const char *entry_format_log_line(kernel_log_line *passed)
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

// The line is put together here, for all who log one; whether anybody wants to read it, the shim asks.
[[gnu::noinline, gnu::cold]] inline void log_line(const char *level, Text format,
						  Span<const Argument> arguments)
{
	KERNEL_UNINITIALIZED LogLine line;
	line.format = format;
	line.arguments = arguments;
	if (level != nullptr)
		shim_printk(level, reinterpret_cast<kernel_log_line *>(&line));
	else
		shim_pr_debug(reinterpret_cast<kernel_log_line *>(&line));
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

// (Apart, so that a caller who is not debugged pays for a question alone, in time and in stack. Each is an Argument: one function for
// each number of them, whatever their types.)
template <typename... Arguments>
[[gnu::noinline, gnu::cold]] void log_debug(Text format, Arguments... arguments)
{
	log(nullptr, format, arguments...);
}

// Whether pr_debug would print, perhaps.
KERNEL_ALWAYS_INLINE bool is_debugged()
{
	return *const_cast<const volatile int *>(shim_pr_debug_wanted) != 0;
}

template <typename... Arguments>
KERNEL_ALWAYS_INLINE void pr_debug(FormatString<Identity<Arguments>...> format, const Arguments &...arguments)
{
	if (is_debugged()) [[unlikely]]
		log_debug(format.text(), Argument(arguments)...);
}

} // namespace
} // namespace kernel
