// SPDX-License-Identifier: GPL-2.0-only
// Text from values.
#pragma once

#include "kernel/format/format.hpp"
#include "kernel/core/parse.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

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

// What a format and its arguments become.
template <typename... Arguments>
bool becomes(Text expected, FormatString<Identity<Arguments>...> format, const Arguments &...arguments)
{
	char room[128];
	TextWriter writer((Span<char>(room)));
	writer.print(format, arguments...);
	return writer.text() == expected;
}

Outcome values_are_formatted_by_type()
{
	EXPECT(becomes("-9223372036854775808 18446744073709551615", "{} {}",
		       hidden(NumericLimits<s64>::min()), hidden(NumericLimits<u64>::max())));
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
	writer.print("{}", static_cast<const void *>(&object));
	TextWriter other((Span<char>(again)));
	other.print("{}", static_cast<const void *>(&object));
	EXPECT(writer.text().size() == 2 + 2 * sizeof(void *) && writer.text().first(2) == Text("0x"));
	EXPECT(writer.text() == other.text());
	auto shown = parse_digits({16, writer.text().from(2)});
	if (shown.ok() && shown.value() == reinterpret_cast<uintptr_t>(&object))
		return Outcome::skipped("this kernel shows pointers as they are");
	return {};
}

constexpr Test format_tests[] = {
	{"format: each decimal is read back as the same number", decimals_are_read_back},
	{"format: values are shown by their type", values_are_formatted_by_type},
	{"format: what has no room is cut off", what_has_no_room_is_cut_off},
	{"format: pointers are hashed", pointers_are_hashed},
};

} // namespace
} // namespace selftest
