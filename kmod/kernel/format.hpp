// SPDX-License-Identifier: GPL-2.0-only
// Text from values: `{}` in a literal is replaced by the next argument, the number and the types checked when
// compiling. Integers are shown in decimal, pointers hashed as the kernel's %p does, lists as [1, 2, 3].
#pragma once

#include "kernel/checked.hpp"

namespace kernel
{
// (Not constexpr: naming them where a constant is asked for is the compiler's error, with the reason in its
// text.)
void format_has_a_brace_that_is_not_a_pair();
void format_has_another_number_of_braces_than_arguments();

namespace
{

// The longest decimal of a 64-bit integer: a sign and 19 digits, or 20 digits.
constexpr size_t decimal_max = 20;

constexpr u64 divide_by_10(u64 number)
{
	if (sizeof(long) == sizeof(u64) || __builtin_is_constant_evaluated())
		return number / 10;
	return shim_div_u64(number, 10);
}

// Writes the decimal so that it ends at `end`; at least decimal_max bytes must lie before it. Returns its
// start.
constexpr char *format_decimal_before(char *end, u64 magnitude, bool negative)
{
	do {
		const u64 rest = divide_by_10(magnitude);
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

// Appends to memory that somebody else owns. What has no room is cut off, and full() says so.
class TextWriter
{
public:
	constexpr explicit TextWriter(Span<char> room) : room_(room) {}

	constexpr void append(char c)
	{
		if (used_ < room_.size())
			room_.data()[used_++] = c;
		else
			full_ = true;
	}
	constexpr void append(Text text)
	{
		for (const char c : text)
			append(c);
	}
	constexpr void append(s64 number)
	{
		char digits[decimal_max];
		append_digits(digits, format_decimal_before(digits + sizeof(digits), number));
	}
	constexpr void append(u64 number)
	{
		char digits[decimal_max];
		append_digits(digits, format_decimal_before(digits + sizeof(digits), number, false));
	}
	void append(const void *pointer)
	{
		char text[2 + 2 * sizeof(void *) + 1];
		append(Text(text, static_cast<size_t>(shim_scnprintf_pointer(text, sizeof(text), pointer))));
	}

	constexpr Text text() const { return Text(room_.data(), used_); }
	constexpr bool full() const { return full_; }

private:
	constexpr void append_digits(const char (&digits)[decimal_max], const char *start)
	{
		append(Text(start, static_cast<size_t>(digits + sizeof(digits) - start)));
	}

	Span<char> room_;
	size_t used_ = 0;
	bool full_ = false;
};

// One value to be shown, its type kept beside it.
class Argument
{
public:
	constexpr Argument(Text text) : kind_(Kind::text), text_(text) {}
	constexpr Argument(const char *text) : kind_(Kind::text), text_(Text::terminated(text)) {}
	constexpr Argument(Span<const s32> list) : kind_(Kind::list), list_(list) {}
	constexpr Argument(const void *pointer) : kind_(Kind::pointer), pointer_(pointer) {}
	template <Integer T>
	constexpr Argument(T number) : kind_(Kind::natural), natural_(static_cast<u64>(number))
	{
		if constexpr (SignedInteger<T>)
			kind_ = Kind::integer;
	}

	void append_to(TextWriter &writer) const
	{
		switch (kind_) {
		case Kind::integer:
			return writer.append(static_cast<s64>(natural_));
		case Kind::natural:
			return writer.append(natural_);
		case Kind::text:
			return writer.append(text_);
		case Kind::pointer:
			return writer.append(pointer_);
		case Kind::list:
			writer.append('[');
			for (const s32 &number : list_) {
				if (&number != list_.begin())
					writer.append(Text(", "));
				writer.append(s64{number});
			}
			return writer.append(']');
		}
	}

private:
	enum class Kind : unsigned char { integer, natural, text, pointer, list };

	Kind kind_;
	union {
		u64 natural_;
		Text text_;
		const void *pointer_;
		Span<const s32> list_;
	};
};

// A literal with as many {} as there are Arguments.
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
				++pairs;
				++index;
			} else if (literal[index] == '{' || literal[index] == '}') {
				format_has_a_brace_that_is_not_a_pair();
			}
		}
		if (pairs != sizeof...(Arguments))
			format_has_another_number_of_braces_than_arguments();
	}
	constexpr Text text() const { return text_; }

private:
	Text text_;
};

// `format` with its {} replaced, one after the other.
inline void append_formatted(TextWriter &writer, Text format, Span<const Argument> arguments)
{
	const Argument *next = arguments.begin();
	for (size_t index = 0; index < format.size(); ++index) {
		if (format.data()[index] == '{' && next != arguments.end()) {
			next++->append_to(writer);
			++index;
		} else {
			writer.append(format.data()[index]);
		}
	}
}

} // namespace
} // namespace kernel
