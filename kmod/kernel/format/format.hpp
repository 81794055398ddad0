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

class Argument;
template <typename... Arguments>
class FormatString;

/// Appends to memory that somebody else owns. What has no room is cut off, and full() says so.
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
	// (Each of these once, not wherever it is called: no text but that of read(2) is in a hurry.)
	[[gnu::noinline]] constexpr void append(Text text)
	{
		for (const char c : text)
			append(c);
	}
	constexpr void append(s64 number)
	{
		append_decimal(number < 0 ? u64{0} - static_cast<u64>(number) : static_cast<u64>(number),
			       number < 0);
	}
	constexpr void append(u64 number) { append_decimal(number, false); }
	/// Integers of the other types.
	template <Integer T>
	constexpr void append(T number)
	{
		append(static_cast<Conditional<SignedInteger<T>, s64, u64>>(number));
	}
	template <size_t size>
	constexpr void append(const char (&literal)[size])
	{
		append(Text(literal));
	}
	/// The format with its {} replaced, one after the other.
	template <typename... Arguments>
	void print(FormatString<Identity<Arguments>...> format, const Arguments &...arguments);

	constexpr Text text() const { return Text(room_.data(), used_); }
	constexpr bool full() const { return full_; }

private:
	friend class Argument;
	[[gnu::noinline]] void append_pointer(const void *pointer)
	{
		char text[2 + 2 * sizeof(void *) + 1];
		append(Text(text, static_cast<size_t>(shim_scnprintf_pointer(text, sizeof(text), pointer))));
	}
	[[gnu::noinline]] constexpr void append_decimal(u64 magnitude, bool negative)
	{
		char digits[decimal_max] = {};
		char *const end = digits + sizeof(digits);
		const char *const start = format_decimal_before(end, magnitude, negative);
		append(Text(start, static_cast<size_t>(end - start)));
	}

	Span<char> room_;
	size_t used_ = 0;
	bool full_ = false;
};

/// One value to be shown, its type kept beside it, in two words: a line of the log stores them at each place that writes one.
class Argument
{
public:
	constexpr Argument(Text text)
		: text_(text.data()), size_(static_cast<u32>(text.size())), kind_(Kind::text)
	{
	}
	constexpr Argument(const char *text) : Argument(Text::terminated(text)) {}
	constexpr Argument(Span<const s32> list)
		: list_(list.data()), size_(static_cast<u32>(list.size())), kind_(Kind::list)
	{
	}
	constexpr Argument(const void *pointer) : pointer_(pointer), size_(0), kind_(Kind::pointer) {}
	template <Integer T>
	constexpr Argument(T number)
		: natural_(static_cast<u64>(number)), size_(0),
		  kind_(SignedInteger<T> ? Kind::integer : Kind::natural)
	{
	}

	void append_to(TextWriter &writer) const
	{
		switch (kind_) {
		case Kind::integer:
			return writer.append(static_cast<s64>(natural_));
		case Kind::natural:
			return writer.append(natural_);
		case Kind::text:
			return writer.append(Text(text_, size_));
		case Kind::pointer:
			return writer.append_pointer(pointer_);
		case Kind::list:
			return append_list(writer);
		}
	}

private:
	enum class Kind : u32 { integer, natural, text, pointer, list };

	void append_list(TextWriter &writer) const
	{
		const char *before = "[";
		for (const s32 &number : Span<const s32>(list_, size_)) {
			writer.append(Text::terminated(before));
			writer.append(s64{number});
			before = ", ";
		}
		writer.append(size_ == 0 ? Text("[]") : Text("]"));
	}

	union {
		u64 natural_;
		const char *text_;
		const void *pointer_;
		const s32 *list_;
	};
	u32 size_;
	Kind kind_;
};

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

/// `format` with its {} replaced, one after the other.
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

template <typename... Arguments>
inline void TextWriter::print(FormatString<Identity<Arguments>...> format, const Arguments &...arguments)
{
	const Argument list[] = {Argument(Text()), Argument(arguments)...};
	append_formatted(*this, format.text(), Span<const Argument>(list + 1, sizeof...(Arguments)));
}

} // namespace
} // namespace kernel
