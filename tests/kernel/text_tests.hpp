// SPDX-License-Identifier: GPL-2.0-only
// Numbers from text and text from values.
#pragma once

#include "checked_tests.hpp"
#include "kernel/format.hpp"
#include "kernel/parse.hpp"
#include "ktap.hpp"

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
	{"9223372036854775807", largest<s64>},
	{"-9223372036854775808", smallest<s64>},
	{"0x7fffffffffffffff", largest<s64>},
	{"-0X8000000000000000", smallest<s64>},
	{"0777", 511},
	{"0o17", 15},
	{"0O777777777777777777777", largest<s64>},
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
	EXPECT(is(parse_digits(split_base(hidden(Text("18446744073709551615")))), largest<u64>));
	EXPECT(parse_digits(split_base(hidden(Text("18446744073709551616")))).error() ==
	       errors::out_of_range);
	EXPECT(parse_digits(split_base(hidden(Text("18446744073709551620")))).error() ==
	       errors::out_of_range);
	EXPECT(is(parse_digits(split_base(hidden(Text("0xffffffffffffffff")))), largest<u64>));
	EXPECT(parse_digits(split_base(hidden(Text("0x10000000000000000")))).error() == errors::out_of_range);
	EXPECT(is(parse_digits(split_base(hidden(Text("01777777777777777777777")))), largest<u64>));
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

Outcome decimals_are_read_back()
{
	u64 number = hidden(u64{1});
	for (int step = 0; step < 64; ++step) {
		const s64 both[] = {static_cast<s64>(number), -static_cast<s64>(number - 1)};
		for (const s64 each : both) {
			char room[decimal_max];
			TextWriter writer((Span<char>(room)));
			writer.append(each);
			EXPECT(is(parse_integer(writer.text()), each) && !writer.full());
		}
		number <<= 1;
	}
	return {};
}

Outcome division_is_the_kernels()
{
	const u64 numbers[] = {0,	    9, 10, 99, 4294967295, 4294967296, 42949672960, largest<u64> - 5,
			       largest<u64>};
	for (const u64 number : numbers)
		EXPECT(divide_by_10(hidden(number)) == shim_div_u64(hidden(number), 10));
	EXPECT(shim_div_u64(hidden(u64{10000000000000000000u}), 10) == 1000000000000000000u);
	return {};
}

// What a format and its arguments become.
template <typename... Arguments>
bool becomes(Text expected, FormatString<Identity<Arguments>...> format, const Arguments &...arguments)
{
	char room[128];
	TextWriter writer((Span<char>(room)));
	const Argument list[] = {Argument(arguments)..., Argument(0)};
	append_formatted(writer, format.text(), Span<const Argument>(list, sizeof...(Arguments)));
	return writer.text() == expected;
}

Outcome values_are_formatted_by_type()
{
	EXPECT(becomes("-9223372036854775808 18446744073709551615", "{} {}", hidden(smallest<s64>),
		       hidden(largest<u64>)));
	EXPECT(becomes("-128 255 0", "{} {} {}", hidden(s8{-128}), hidden(u8{255}), hidden(0L)));
	EXPECT(becomes("a b", "{} {}", Text("a"), static_cast<const char *>("b")));
	const s32 numbers[] = {72, -108, 2147483647};
	EXPECT(becomes("[72, -108, 2147483647]", "{}", Span<const s32>(numbers)));
	EXPECT(becomes("[] 100%", "{} 100%", Span<const s32>()));
	EXPECT(becomes("{} %s", "{}", Text("{} %s")));
	return {};
}

Outcome what_has_no_room_is_cut_off()
{
	char room[8] = {'.', '.', '.', '.', '.', '.', '.', '.'};
	TextWriter writer(Span<char>(room, 5));
	writer.append(Text("abcd"));
	EXPECT(!writer.full());
	writer.append(hidden(s64{-12}));
	EXPECT(writer.full() && writer.text() == Text("abcd-"));
	EXPECT(Text(room, sizeof(room)) == Text("abcd-..."));
	return {};
}

Outcome pointers_are_hashed()
{
	const int object = 0;
	char room[64], again[64];
	TextWriter writer((Span<char>(room)));
	writer.append(&object);
	TextWriter other((Span<char>(again)));
	other.append(&object);
	EXPECT(writer.text().size() == 2 + 2 * sizeof(void *) && writer.text().first(2) == Text("0x"));
	EXPECT(writer.text() == other.text());
	auto shown = parse_digits({16, writer.text().from(2)});
	if (shown.ok() && shown.value() == reinterpret_cast<uintptr_t>(&object))
		return Outcome::skipped("this kernel shows pointers as they are");
	return {};
}

constexpr Test text_tests[] = {
	{"parse: every notation is understood", every_notation_is_understood},
	{"parse: what is no number is EINVAL, what is too large ERANGE", everything_else_is_refused},
	{"parse: digits may fill 64 bits and no more", digits_fill_64_bits},
	{"parse: each type has its own range", each_type_has_its_range},
	{"format: each decimal is read back as the same number", decimals_are_read_back},
	{"format: division by ten agrees with the kernel's", division_is_the_kernels},
	{"format: values are shown by their type", values_are_formatted_by_type},
	{"format: what has no room is cut off", what_has_no_room_is_cut_off},
	{"format: pointers are hashed", pointers_are_hashed},
};

} // namespace
} // namespace selftest
