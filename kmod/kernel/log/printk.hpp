// SPDX-License-Identifier: GPL-2.0-only
// What printk is given for a line with {}: the format that C would have written there, made when compiling, and the values.
#pragma once

#include "kernel/format/format.hpp"

namespace kernel
{
namespace
{

// What stands for a value in the format.
template <typename Value>
constexpr Text printk_conversion;
template <>
constexpr Text printk_conversion<int> = "%d";
template <>
constexpr Text printk_conversion<unsigned int> = "%u";
template <>
constexpr Text printk_conversion<s64> = "%lld";
template <>
constexpr Text printk_conversion<u64> = "%llu";
template <>
constexpr Text printk_conversion<Text> = "%.*s";
template <>
constexpr Text printk_conversion<const char *> = "%s";
template <>
constexpr Text printk_conversion<Span<const s32>> = "%s";
// (Hashed by the kernel, which writes no 0x.)
template <>
constexpr Text printk_conversion<const void *> = "0x%p";

template <size_t size>
struct PrintkFormat {
	char text[size];
};

// Writes it, if there is somewhere to write to; returns its size, with the NUL at its end.
template <typename... Values>
constexpr size_t write_printk_format(char *to, Text prefix, FormatString<Values...> format)
{
	size_t size = 0, number = 0;
	const auto append = [&](char c) {
		if (to != nullptr)
			to[size] = c;
		++size;
	};
	const auto append_text = [&](Text text) {
		for (const char c : text)
			append(c);
	};
	const auto append_piece = [&] {
		for (const char c : format.piece(number)) {
			if (c == '%')
				append(c);
			append(c);
		}
		++number;
	};
	append_text(prefix);
	((append_piece(), append_text(printk_conversion<Values>)), ...);
	append_piece();
	append('\n');
	append('\0');
	return size;
}

// Line::text() is the literal, Line::prefix() what stands before it.
template <typename Line, typename... Values>
consteval auto printk_format()
{
	constexpr FormatString<Values...> format(Line::text());
	PrintkFormat<write_printk_format(nullptr, Line::prefix(), format)> made{};
	(void)write_printk_format(made.text, Line::prefix(), format);
	return made;
}

// (Unaligned, as literals are: compilers align larger arrays to 32 bytes.)
template <typename Line, typename... Values>
alignas(1) constexpr auto printk_format_of = printk_format<Line, Values...>();

// As long as a line gets; what has no room is cut off.
constexpr size_t printk_list_max = 256;

[[gnu::cold]] inline const char *write_printk_list(Span<char> room, Span<const s32> list)
{
	KERNEL_UNINITIALIZED TextWriter writer(room.first(room.size() - 1));
	writer.print("{}", list);
	room.data()[writer.text().size()] = '\0';
	return room.data();
}

// Passes values on as printf takes them. Each in turn goes from the front to the end, until the `left` that are not done are none.
template <size_t left, typename Print, typename... Arguments>
KERNEL_ALWAYS_INLINE void pass_printk_values(Print print, Arguments... arguments);

template <size_t left, typename Print, typename First, typename... Rest>
KERNEL_ALWAYS_INLINE void pass_first_printk_value(Print print, First first, Rest... rest)
{
	if constexpr (is_same<First, Text>) {
		// (printf's kernel has no room for a longer precision.)
		pass_printk_values<left - 1>(print, rest..., static_cast<int>(min(first.size(), 0x7fff)),
					     first.data());
	} else if constexpr (is_same<First, Span<const s32>>) {
		KERNEL_UNINITIALIZED char room[printk_list_max];
		pass_printk_values<left - 1>(print, rest..., write_printk_list(Span<char>(room), first));
	} else {
		pass_printk_values<left - 1>(print, rest..., first);
	}
}

template <size_t left, typename Print, typename... Arguments>
KERNEL_ALWAYS_INLINE void pass_printk_values(Print print, Arguments... arguments)
{
	if constexpr (left == 0)
		print(arguments...);
	else
		pass_first_printk_value<left>(print, arguments...);
}

} // namespace
} // namespace kernel
