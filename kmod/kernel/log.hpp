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

extern "C" const char *entry_format_log_line(kernel_log_line *passed)
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

template <void (*shim)(kernel_log_line *), typename... Arguments>
KERNEL_ALWAYS_INLINE void log(Text format, const Arguments &...arguments)
{
	// (One more than needed, as an array has at least one.)
	const Argument list[sizeof...(Arguments) + 1] = {Argument(arguments)..., Argument(0)};
	// The text is written only if the line is wanted: not to be zeroed by hardened kernels on every hot
	// path.
	KERNEL_UNINITIALIZED LogLine line;
	line.format = format;
	line.arguments = Span<const Argument>(list, sizeof...(Arguments));
	shim(reinterpret_cast<kernel_log_line *>(&line));
}

#define KERNEL_PR(level)                                                                                     \
	template <typename... Arguments>                                                                     \
	KERNEL_ALWAYS_INLINE void pr_##level(FormatString<Identity<Arguments>...> format,                    \
					     const Arguments &...arguments)                                  \
	{                                                                                                    \
		log<shim_pr_##level>(format.text(), arguments...);                                           \
	}

KERNEL_PR(emerg)
KERNEL_PR(alert)
KERNEL_PR(crit)
KERNEL_PR(err)
KERNEL_PR(warn)
KERNEL_PR(notice)
KERNEL_PR(info)
#undef KERNEL_PR

// (Apart, so that a caller who is not debugged pays for a question alone, in time and in stack.)
template <typename... Arguments>
[[gnu::noinline, gnu::cold]] void log_debug(Text format, const Arguments &...arguments)
{
	log<shim_pr_debug>(format, arguments...);
}

template <typename... Arguments>
KERNEL_ALWAYS_INLINE void pr_debug(FormatString<Identity<Arguments>...> format, const Arguments &...arguments)
{
	if (*const_cast<const volatile int *>(shim_pr_debug_wanted) != 0) [[unlikely]]
		log_debug(format.text(), arguments...);
}

} // namespace
} // namespace kernel
