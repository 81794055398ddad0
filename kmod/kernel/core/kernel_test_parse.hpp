// SPDX-License-Identifier: GPL-2.0-only
// Numbers from text.
#pragma once

#include "kernel/core/parse.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

struct Understood {
	Text text;
	s64 number;
};
constexpr Understood understood[] = {
	{"0", 0},
	{"-0", 0},
	{"+7", 7},
	{" \t\r\n\v\f42\n", 42},
	{"9223372036854775807", NumericLimits<s64>::max()},
	{"-9223372036854775808", NumericLimits<s64>::min()},
	{"0x7fffffffffffffff", NumericLimits<s64>::max()},
	{"-0X8000000000000000", NumericLimits<s64>::min()},
	{"0777", 511},
	{"0o17", 15},
	{"0O777777777777777777777", NumericLimits<s64>::max()},
	{"-0b101", -5},
	{"0B11", 3},
	{"0xdeadBEEF", 0xdeadbeef},
	{"00000000000000000000000000000000000000000017", 15},
};

struct Refused {
	Text text;
	Errno error;
};
constexpr Refused refused[] = {
	{"", errors::invalid},
	{" \n", errors::invalid},
	{"-", errors::invalid},
	{"+-1", errors::invalid},
	{"- 1", errors::invalid},
	{"1 2", errors::invalid},
	{"1\0", errors::invalid},
	{"\0", errors::invalid},
	{"0x", errors::invalid},
	{"0xg", errors::invalid},
	{"08", errors::invalid},
	{"0b2", errors::invalid},
	{"1a", errors::invalid},
	{"1e3", errors::invalid},
	{"99999999999999999999x", errors::invalid},
	{"9223372036854775808", errors::out_of_range},
	{"-9223372036854775809", errors::out_of_range},
	{"18446744073709551615", errors::out_of_range},
	{"18446744073709551616", errors::out_of_range},
	{"0x8000000000000000", errors::out_of_range},
	{"-0x8000000000000001", errors::out_of_range},
	{"0x10000000000000000", errors::out_of_range},
	{"99999999999999999999999999", errors::out_of_range},
};

Outcome every_notation_is_understood()
{
	for (const Understood &each : understood)
		if (!is(parse_integer(each.text), each.number))
			return Outcome::failed(each.text);
	return {};
}

Outcome everything_else_is_refused()
{
	for (const Refused &each : refused)
		if (!(parse_integer(each.text).error() == each.error))
			return Outcome::failed(each.text);
	return {};
}

Outcome digits_fill_64_bits()
{
	EXPECT(is(parse_digits(split_base(hidden(Text("18446744073709551615")))), NumericLimits<u64>::max()));
	EXPECT(parse_digits(split_base(hidden(Text("18446744073709551616")))).error() ==
	       errors::out_of_range);
	EXPECT(parse_digits(split_base(hidden(Text("18446744073709551620")))).error() ==
	       errors::out_of_range);
	EXPECT(is(parse_digits(split_base(hidden(Text("0xffffffffffffffff")))), NumericLimits<u64>::max()));
	EXPECT(parse_digits(split_base(hidden(Text("0x10000000000000000")))).error() == errors::out_of_range);
	EXPECT(is(parse_digits(split_base(hidden(Text("01777777777777777777777")))),
		  NumericLimits<u64>::max()));
	EXPECT(parse_digits(split_base(hidden(Text("02000000000000000000000")))).error() ==
	       errors::out_of_range);
	return {};
}

Outcome each_type_has_its_range()
{
	EXPECT(is(parse<u8>(hidden(Text("255"))), 255));
	EXPECT(parse<u8>(hidden(Text("256"))).error() == errors::out_of_range);
	EXPECT(parse<u8>(hidden(Text("-1"))).error() == errors::out_of_range);
	EXPECT(is(parse<s16>(hidden(Text("-32768"))), -32768));
	EXPECT(parse<s32>(hidden(Text("2147483648"))).error() == errors::out_of_range);
	EXPECT(is(parse<u32>(hidden(Text("0xffffffff"))), 4294967295));
	EXPECT(parse<u32>(hidden(Text("x"))).error() == errors::invalid);
	return {};
}

} // namespace
} // namespace selftest
