// SPDX-License-Identifier: GPL-2.0-only
// Text from values, against snprintf, and in room that ends.
#include <algorithm>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>

#include "tests/kit/host/fresh.hpp"
#include "kernel/format/format.hpp"
#include "kernel/format/name.hpp"

using kernel::TextWriter;

namespace
{

std::string to_string(kernel::Text text)
{
	return std::string(text.data(), text.size());
}

template <typename T>
std::string decimal(T number)
{
	char room[32];
	TextWriter writer{kernel::Span<char>(room)};
	writer.append(number);
	return to_string(writer.text());
}

std::string by_snprintf(s64 number)
{
	char room[32];
	std::snprintf(room, sizeof(room), "%" PRId64, std::int64_t{number});
	return room;
}

std::string by_snprintf(u64 number)
{
	char room[32];
	std::snprintf(room, sizeof(room), "%" PRIu64, std::uint64_t{number});
	return room;
}

bool agrees(u64 bits)
{
	const auto number = static_cast<s64>(bits);
	return decimal(number) == by_snprintf(number) && decimal(bits) == by_snprintf(bits);
}

} // namespace

TEST_CASE("decimals are those of snprintf, from the smallest to the largest")
{
	for (const u64 bits : {u64{0}, u64{1}, u64{9}, u64{10}, ~u64{0}, u64{1} << 63, (u64{1} << 63) - 1}) {
		CAPTURE(bits);
		CHECK(agrees(bits));
	}
	CHECK(decimal(s64{INT64_MIN}) == "-9223372036854775808");
	CHECK(decimal(u64{UINT64_MAX}) == "18446744073709551615");
	unsigned int wrong = 0;
	for (u64 power = 1; power <= UINT64_MAX / 10; power *= 10)
		for (u64 offset = 0; offset <= 4; ++offset)
			wrong += (agrees(power + offset - 2) ? 0 : 1) +
				 (agrees(0 - power + offset - 2) ? 0 : 1);
	std::mt19937_64 random(3202);
	for (int round = 0; round < 100000; ++round)
		wrong += agrees(random() >> random() % 64) ? 0 : 1;
	CHECK(wrong == 0);
}

TEST_CASE("a decimal is written right up to its end and no byte before its start is touched")
{
	for (const s64 number : {s64{0}, s64{-7}, s64{INT64_MAX}, s64{INT64_MIN}}) {
		char room[kernel::decimal_max + 2];
		std::fill(std::begin(room), std::end(room), '#');
		char *const end = std::end(room) - 1;
		const char *const start = kernel::format_decimal_before(end, number);
		CHECK(to_string(kernel::Text(start, static_cast<size_t>(end - start))) ==
		      by_snprintf(number));
		CHECK(*end == '#');
		CHECK(std::string(room, static_cast<size_t>(start - room)).find_first_not_of('#') ==
		      std::string::npos);
	}
}

TEST_CASE("a writer fills its room, cuts off the rest and says so")
{
	char room[4] = {'#', '#', '#', '#'};
	TextWriter writer(kernel::Span<char>(room, 3));
	writer.append('a');
	CHECK_FALSE(writer.full());
	writer.append(s64{-12345});
	CHECK(writer.full());
	CHECK(to_string(writer.text()) == "a-1");
	writer.append(kernel::Text("more"));
	CHECK(to_string(writer.text()) == "a-1");
	CHECK(room[3] == '#');

	TextWriter exact(kernel::Span<char>(room, 3));
	exact.append(kernel::Text("123"));
	CHECK_FALSE(exact.full());
	TextWriter none{kernel::Span<char>()};
	none.append('x');
	CHECK(none.full());
	CHECK(none.text().empty());
}

TEST_CASE("each pair of braces is replaced by the next argument, in order")
{
	char room[40];
	TextWriter writer{kernel::Span<char>(room)};
	writer.print("{}{}: {}!", 1, "{}", u8{3});
	CHECK(to_string(writer.text()) == "1{}: 3!");
}

TEST_CASE("a writer prints a format, checked when compiling, behind what it has")
{
	char room[24];
	TextWriter writer{kernel::Span<char>(room)};
	writer.append(kernel::Text("> "));
	writer.print("no argument; ");
	writer.print("{}-{}", "a", -1);
	CHECK(to_string(writer.text()) == "> no argument; a--1");
	writer.print("{}", u64{123456789});
	CHECK(writer.full());
	CHECK(to_string(writer.text()) == "> no argument; a--112345");
}

TEST_CASE("a device's name is a literal, or made of one, and too long is an error")
{
	const kernel::DeviceName literal("lamp");
	CHECK(std::string(literal.text()) == "lamp");
	const kernel::DeviceName longest("0123456789012345678901234567890");
	CHECK(std::string(longest.text()).size() == kernel::DeviceName::most);
	auto made = kernel::DeviceName::format("lamp{}-{}", 3, "left");
	CHECK(std::string(made.value().text()) == "lamp3-left");
	const std::string thirty_one(31, 'x');
	CHECK(kernel::DeviceName::format("{}", thirty_one.c_str()).value().text() == thirty_one);
	CHECK(kernel::DeviceName::format("{}{}", thirty_one.c_str(), 1).error() ==
	      kernel::errors::name_too_long);
}
