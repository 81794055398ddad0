// SPDX-License-Identifier: GPL-2.0-only
// The one parser of integers: what write(2), sysfs and module parameters accept.
#pragma once

#include "kernel/core/checked.hpp"
#include "kernel/core/span.hpp"

namespace kernel
{
namespace
{

constexpr bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr Text without_space_around(Text text)
{
	while (!text.empty() && is_space(*text.begin()))
		text = text.from(1);
	while (!text.empty() && is_space(*(text.end() - 1)))
		text = text.first(text.size() - 1);
	return text;
}

/// The value of a digit in bases up to 16; 16 or more for anything else.
constexpr unsigned int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return static_cast<unsigned int>(c - '0');
	const char lower = static_cast<char>(c | 0x20);
	if (lower >= 'a' && lower <= 'f')
		return static_cast<unsigned int>(lower - 'a' + 10);
	return 16;
}

struct Signed {
	bool negative;
	Text magnitude;
};

/// Takes white space around it and a sign off.
KERNEL_ALWAYS_INLINE constexpr Signed split_sign(Text text)
{
	text = without_space_around(text);
	if (text.empty() || (*text.begin() != '-' && *text.begin() != '+'))
		return {false, text};
	return {*text.begin() == '-', text.from(1)};
}

struct Based {
	unsigned int base;
	Text digits;
};

/// Takes the prefix off: 0x, 0o or 0 (octal), 0b; a single 0 is a digit.
constexpr Based split_base(Text text)
{
	if (text.size() < 2 || text.data()[0] != '0')
		return {10, text};
	switch (text.data()[1] | 0x20) {
	case 'x':
		return {16, text.from(2)};
	case 'o':
		return {8, text.from(2)};
	case 'b':
		return {2, text.from(2)};
	default:
		return {8, text.from(1)};
	}
}

/// The largest value that has room for one more digit. (A table, as 32-bit machines have no 64-bit division.)
constexpr u64 last_before_overflow(unsigned int base)
{
	switch (base) {
	case 2:
		return NumericLimits<u64>::max() / 2;
	case 8:
		return NumericLimits<u64>::max() / 8;
	case 10:
		return NumericLimits<u64>::max() / 10;
	default:
		return NumericLimits<u64>::max() / 16;
	}
}

/// A decimal that is too short to overflow, as most are. EINVAL: something else among the digits.
constexpr size_t short_decimal = 19;
constexpr Result<u64> parse_short_decimal(Text digits)
{
	u64 value = 0;
	for (const char c : digits) {
		const auto digit = static_cast<unsigned char>(c - '0');
		if (digit > 9)
			return errors::invalid;
		value = value * 10 + digit;
	}
	return value;
}

/// The digits as an unsigned number. EINVAL: no digits, or something else among them (wherever it stands, also
/// behind too many digits); ERANGE: over 64 bits.
constexpr Result<u64> parse_digits(Based text)
{
	if (text.digits.empty())
		return errors::invalid;
	if (text.base == 10 && text.digits.size() <= short_decimal)
		return parse_short_decimal(text.digits);
	const u64 last = last_before_overflow(text.base);
	u64 value = 0;
	bool too_large = false;
	for (const char c : text.digits) {
		const unsigned int digit = digit_value(c);
		if (digit >= text.base)
			return errors::invalid;
		if (value > last) {
			too_large = true;
			continue;
		}
		value *= text.base;
		if (value + digit < value)
			too_large = true;
		value += digit;
	}
	if (too_large)
		return errors::out_of_range;
	return value;
}

/// One integer: optional white space, optional sign, decimal or 0x, 0o, 0, 0b (either case), optional white
/// space. EINVAL: not a number. ERANGE: not a signed 64-bit number.
constexpr Result<s64> parse_integer(Text text)
{
	const Signed number = split_sign(text);
	const u64 magnitude = TRY(parse_digits(split_base(number.magnitude)));
	if (magnitude > static_cast<u64>(NumericLimits<s64>::max()) + (number.negative ? 1 : 0))
		return errors::out_of_range;
	return static_cast<s64>(number.negative ? u64{0} - magnitude : magnitude);
}

/// The same for any integer type that fits into it.
template <Integer T>
requires(sizeof(T) < sizeof(s64) || SignedInteger<T>) constexpr Result<T> parse(Text text)
{
	return checked_cast<T>(TRY(parse_integer(text)));
}

/// The same for u64, and for unsigned long where that is as wide. ERANGE: also what is negative.
template <Integer T>
requires(sizeof(T) == sizeof(u64) && !SignedInteger<T>) constexpr Result<T> parse(Text text)
{
	const Signed number = split_sign(text);
	const u64 magnitude = TRY(parse_digits(split_base(number.magnitude)));
	if (number.negative && magnitude != 0)
		return errors::out_of_range;
	return static_cast<T>(magnitude);
}

/// A truth as the kernel reads it (kstrtobool), by its first letters: y, Y, 1 or on; n, N, 0 or off. EINVAL: something else.
constexpr Result<bool> parse_bool(Text text)
{
	const auto letter = [&](size_t index) {
		return index < text.size() ? static_cast<char>(text.data()[index] | 0x20) : '\0';
	};
	if (letter(0) == 'y' || (!text.empty() && *text.begin() == '1') ||
	    (letter(0) == 'o' && letter(1) == 'n'))
		return true;
	if (letter(0) == 'n' || (!text.empty() && *text.begin() == '0') ||
	    (letter(0) == 'o' && letter(1) == 'f'))
		return false;
	return errors::invalid;
}

} // namespace
} // namespace kernel
