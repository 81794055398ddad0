// SPDX-License-Identifier: MIT
// The bodies of number_text.hpp. The parser shares nothing with the driver's: it splits the text first, and uses std::string.
#include "number_text.hpp"

#include <cerrno>

#include "rusty.h"

namespace hostile
{

namespace
{

constexpr std::string_view space = " \t\n\v\f\r";
constexpr std::string_view digits = "0123456789abcdef";

std::string in_base(std::uint64_t magnitude, unsigned base, bool upper)
{
	std::string text;
	do {
		const char digit = digits[magnitude % base];
		text.insert(text.begin(), upper && digit >= 'a' ? static_cast<char>(digit - 32) : digit);
		magnitude /= base;
	} while (magnitude != 0);
	return text;
}

} // namespace

Parsed parse(std::string_view text)
{
	if (text.size() > RUSTY_TEXT_MAX)
		return {EMSGSIZE, 0};
	const std::size_t begin = text.find_first_not_of(space);
	if (begin == text.npos)
		return {EINVAL, 0};
	text = text.substr(begin, text.find_last_not_of(space) - begin + 1);
	const bool negative = text.front() == '-';
	if (negative || text.front() == '+')
		text.remove_prefix(1);
	unsigned base = 10;
	if (text.size() > 1 && text[0] == '0') {
		const char mark = text[1];
		base = mark == 'x' || mark == 'X' ? 16 : mark == 'b' || mark == 'B' ? 2 : 8;
		text.remove_prefix(base != 8 || mark == 'o' || mark == 'O' ? 2 : 1);
	}
	if (text.empty())
		return {EINVAL, 0};
	std::uint64_t magnitude = 0;
	bool over = false;
	for (char character : text) {
		if (character >= 'A' && character <= 'F')
			character = static_cast<char>(character + 32);
		const std::size_t digit = digits.find(character);
		if (digit >= base) // (npos too)
			return {EINVAL, 0};
		over |= magnitude > (UINT64_MAX - digit) / base;
		magnitude = magnitude * base + digit;
	}
	if (over || magnitude > std::uint64_t{INT64_MAX} + (negative ? 1 : 0))
		return {ERANGE, 0};
	return {0, static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude)};
}

std::string shown(std::int64_t number)
{
	return std::to_string(number) + "\n";
}

std::string text_of(std::int64_t number, Random &random)
{
	const bool negative = number < 0, upper = random.one_in(2);
	const std::uint64_t magnitude =
		negative ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
	std::string body;
	switch (random.below(8)) {
	case 0:
		body = (upper ? "0X" : "0x") + in_base(magnitude, 16, random.one_in(2));
		break;
	case 1:
		body = (upper ? "0O" : "0o") + in_base(magnitude, 8, false);
		break;
	case 2:
		body = "0" + in_base(magnitude, 8, false);
		break;
	case 3:
		body = (upper ? "0B" : "0b") + in_base(magnitude, 2, false);
		if (body.size() < RUSTY_TEXT_MAX)
			break;
		[[fallthrough]];
	default:
		body = in_base(magnitude, 10, false);
	}
	std::string text = (negative ? "-" : random.one_in(4) ? "+" : "") + body;
	while (text.size() < RUSTY_TEXT_MAX && random.one_in(3))
		text.insert(random.one_in(2) ? 0 : text.size(), 1, random.pick(space));
	return text;
}

std::string wrong_text(Random &random)
{
	static const std::string_view known[] = {"",
						 "9223372036854775808",
						 "-9223372036854775809",
						 "0x8000000000000000",
						 "-0x8000000000000001",
						 "01000000000000000000000",
						 "18446744073709551616",
						 "-",
						 "+",
						 "0x",
						 "0b",
						 "0o",
						 "08",
						 "0b2",
						 "0xg",
						 "1 2",
						 "--1",
						 "1e3",
						 "99999999999999999999x"};
	const std::size_t kind = random.below(4);
	if (kind == 0)
		return std::string(random.pick(known));
	if (kind == 1) // too long, by one byte or by many
		return std::string(RUSTY_TEXT_MAX + (random.one_in(2) ? 1 : 1 + random.below(200)), '1');
	std::string text =
		kind == 2 ? text_of(edge_number(random), random) : std::string(1 + random.below(70), ' ');
	for (std::size_t changes = 1 + random.below(kind == 2 ? 2 : 10); changes-- > 0;)
		text[random.below(text.size())] = static_cast<char>(random.next());
	return text;
}

std::int64_t edge_number(Random &random)
{
	const auto small = static_cast<std::int64_t>(random.below(4));
	switch (random.below(6)) {
	case 0:
		return INT64_MAX - small;
	case 1:
		return INT64_MIN + small;
	case 2:
		return static_cast<std::int64_t>(random.next());
	case 3:
		return static_cast<std::int64_t>(random.next() >> random.below(64));
	default:
		return small - 2;
	}
}

} // namespace hostile
