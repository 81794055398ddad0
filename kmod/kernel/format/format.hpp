// SPDX-License-Identifier: GPL-2.0-only
// Text from values: `{}` in a literal is replaced by the next argument, the number and the types checked when
// compiling. Integers are shown in decimal, pointers hashed as the kernel's %p does, lists as [1, 2, 3].
#pragma once

#include "kernel/core/span.hpp"
#include "kernel/format/shim.h"
#include "kernel/math/div.hpp"

namespace kernel
{
// (Not constexpr: naming them where a constant is asked for is the compiler's error, with the reason in its
// text.)
void format_has_a_brace_that_is_not_a_pair();
void format_has_another_number_of_braces_than_arguments();

namespace
{

/// The longest decimal of a 64-bit integer: a sign and 19 digits, or 20 digits.
constexpr size_t decimal_max = 20;

/// Writes the decimal so that it ends at `end`; at least decimal_max bytes must lie before it. Returns its
/// start.
constexpr char *format_decimal_before(char *end, u64 magnitude, bool negative)
{
	do {
		const u64 rest = div_u64(magnitude, 10);
		*--end = static_cast<char>('0' + (magnitude - rest * 10));
		magnitude = rest;
	} while (magnitude != 0);
	if (negative)
		*--end = '-';
	return end;
}

constexpr char *format_decimal_before(char *end, s64 number)
{
	// cppcheck-suppress CastIntegerToAddressAtReturn ; the other function of this name returns a pointer
	return format_decimal_before(
		end, number < 0 ? u64{0} - static_cast<u64>(number) : static_cast<u64>(number), number < 0);
}

// As what a value is shown: few types, for all. (Of others, bool and char among them, nothing says how.)
template <Integer T>
KERNEL_ALWAYS_INLINE constexpr auto format_value(T number)
{
	using Small = Conditional<SignedInteger<T>, int, unsigned int>;
	using Large = Conditional<SignedInteger<T>, s64, u64>;
	return static_cast<Conditional<sizeof(T) <= sizeof(int), Small, Large>>(number);
}
KERNEL_ALWAYS_INLINE constexpr Text format_value(Text text)
{
	return text;
}
KERNEL_ALWAYS_INLINE constexpr const char *format_value(const char *text)
{
	return text;
}
KERNEL_ALWAYS_INLINE constexpr const void *format_value(const void *pointer)
{
	return pointer;
}
KERNEL_ALWAYS_INLINE constexpr Span<const s32> format_value(Span<const s32> list)
{
	return list;
}

/// A literal with as many {} as there are Arguments.
template <typename... Arguments>
class FormatString
{
public:
	template <size_t size>
	consteval FormatString(const char (&literal)[size]) : text_(literal)
	{
		size_t pairs = 0;
		for (size_t index = 0; index + 1 < size; ++index) {
			if (literal[index] == '{' && literal[index + 1] == '}') {
				if (pairs < sizeof...(Arguments))
					pairs_[pairs] = index;
				++pairs;
				++index;
			} else if (literal[index] == '{' || literal[index] == '}') {
				format_has_a_brace_that_is_not_a_pair();
			}
		}
		if (pairs != sizeof...(Arguments))
			format_has_another_number_of_braces_than_arguments();
		pairs_[pairs] = size - 1;
	}
	/// What stands before the argument of this number, or behind the last one.
	constexpr Text piece(size_t number) const
	{
		const size_t begin = number == 0 ? 0 : pairs_[number - 1] + 2;
		return Text(text_.data() + begin, pairs_[number] - begin);
	}

private:
	Text text_;
	size_t pairs_[sizeof...(Arguments) + 1] = {};
};

/// Appends to memory that somebody else owns. What has no room is cut off, and full() says so.
class TextWriter
{
public:
	constexpr explicit TextWriter(Span<char> room) : room_(room) {}

	void append(char c)
	{
		if (used_ < room_.size())
			room_.data()[used_++] = c;
		else
			full_ = true;
	}
	// (Each of these once, not wherever it is called: no text but that of read(2) is in a hurry.)
	[[gnu::noinline]] void append(Text text)
	{
		const Text part = text.first(room_.size() - used_);
		__builtin_memcpy(room_.data() + used_, part.data(), part.size());
		used_ += part.size();
		if (part.size() != text.size())
			full_ = true;
	}
	void append(s64 number)
	{
		append_decimal(number < 0 ? u64{0} - static_cast<u64>(number) : static_cast<u64>(number),
			       number < 0);
	}
	void append(u64 number) { append_decimal(number, false); }
	/// Integers of the other types.
	template <Integer T>
	void append(T number)
	{
		append(static_cast<Conditional<SignedInteger<T>, s64, u64>>(number));
	}
	template <size_t size>
	void append(const char (&literal)[size])
	{
		append(Text(literal));
	}
	/// Integers, and what stands between them.
	template <Integer T>
	[[gnu::noinline]] void append_list(Span<const T> list, Text between)
	{
		for (const T &number : list) {
			if (&number != list.begin())
				append(between);
			append(number);
		}
	}
	/// The format with its {} replaced, one after the other.
	template <typename... Arguments>
	KERNEL_ALWAYS_INLINE void print(FormatString<Identity<Arguments>...> format,
					const Arguments &...arguments)
	{
		size_t number = 0;
		((append_piece(format.piece(number++)), append_value(format_value(arguments))), ...);
		append_piece(format.piece(number));
	}

	constexpr Text text() const { return Text(room_.data(), used_); }
	constexpr bool full() const { return full_; }

private:
	KERNEL_ALWAYS_INLINE void append_piece(Text piece)
	{
		if (piece.size() != 0)
			append(piece);
	}
	template <Integer T>
	void append_value(T number)
	{
		append(number);
	}
	void append_value(Text text) { append(text); }
	void append_value(const char *text) { append(Text::terminated(text)); }
	[[gnu::noinline]] void append_value(const void *pointer)
	{
		char text[2 + 2 * sizeof(void *) + 1];
		append(Text(text, static_cast<size_t>(shim_scnprintf_pointer(text, sizeof(text), pointer))));
	}
	void append_value(Span<const s32> list)
	{
		append('[');
		append_list(list, ", ");
		append(']');
	}
	[[gnu::noinline]] void append_decimal(u64 magnitude, bool negative)
	{
		KERNEL_UNINITIALIZED char digits[decimal_max];
		char *const end = digits + sizeof(digits);
		const char *const start = format_decimal_before(end, magnitude, negative);
		append(Text(start, static_cast<size_t>(end - start)));
	}

	Span<char> room_;
	size_t used_ = 0;
	bool full_ = false;
};

// For the layer: a number and a newline as all of a page; the bytes. (Once, for all files in sysfs that show one.)
[[gnu::noinline, gnu::cold]] inline size_t write_decimal_line(char *page, u64 bits, bool is_signed)
{
	KERNEL_UNINITIALIZED TextWriter writer(Span<char>(page, decimal_max + 1));
	if (is_signed)
		writer.append(static_cast<s64>(bits));
	else
		writer.append(bits);
	writer.append('\n');
	return writer.text().size();
}

} // namespace
} // namespace kernel
