// SPDX-License-Identifier: MIT
// Texts that write(2), sysfs and module parameters, as all ways to store a number by text, accept or refuse.
#ifndef RUSTY_GUEST_TEXTS_HPP
#define RUSTY_GUEST_TEXTS_HPP

#include <cerrno>
#include <cstdint>
#include <string_view>

namespace guest
{

using std::literals::operator""sv;

struct Accepted {
	std::string_view text;
	std::int64_t number;
};

inline constexpr Accepted accepted[] = {
	// decimal
	{"0", 0},
	{"-0", 0},
	{"+0", 0},
	{"1", 1},
	{"-1", -1},
	{"+1", 1},
	{"9", 9},
	{"20232023", 20232023},
	{"9223372036854775807", INT64_MAX},
	{"+9223372036854775807", INT64_MAX},
	{"-9223372036854775807", -INT64_MAX},
	{"-9223372036854775808", INT64_MIN},
	// hexadecimal
	{"0x0", 0},
	{"0X10", 16},
	{"-0x10", -16},
	{"+0x1f", 31},
	{"0xdeadBEEF", 0xdeadbeef},
	{"0x123456789abcdef", 0x123456789abcdef},
	{"0XFEDCBA987654321", 0xfedcba987654321},
	{"0x7fffffffffffffff", INT64_MAX},
	{"-0X8000000000000000", INT64_MIN},
	{"0x0000000000000000000000000000000000000000000000000000000000000a", 10},
	// octal
	{"00", 0},
	{"017", 15},
	{"-017", -15},
	{"0o17", 15},
	{"0O17", 15},
	{"+0o17", 15},
	{"0o017", 15},
	{"01234567", 01234567},
	{"0777777777777777777777", INT64_MAX},
	{"0o777777777777777777777", INT64_MAX},
	{"-01000000000000000000000", INT64_MIN},
	{"-0O1000000000000000000000", INT64_MIN},
	{"0000000000000000000000000000000000000000000000000000000000000017", 15},
	// binary
	{"0b0", 0},
	{"0b101", 5},
	{"0B101", 5},
	{"-0b101", -5},
	{"+0B10", 2},
	{"0b11111111111111111111111111111111111111111111111111111111111111", 0x3fffffffffffffff},
	// white space around, each kind
	{" 5", 5},
	{"\t6", 6},
	{"\n5", 5},
	{"\v6", 6},
	{"\f5", 5},
	{"\r6", 6},
	{"5 ", 5},
	{"6\t", 6},
	{"5\n", 5},
	{"6\v", 6},
	{"5\f", 5},
	{"6\r", 6},
	{"0 ", 0},
	{"0x7 ", 7},
	{"8\r\n", 8},
	{" \t\n\v\f\r-0b11 \t\n\v\f\r", -3},
};

struct Refused {
	std::string_view text;
	int error;
};

inline constexpr Refused refused[] = {
	// no number at all
	{" ", EINVAL},
	{"\n", EINVAL},
	{" \t\n\v\f\r", EINVAL},
	{"abc", EINVAL},
	{"x1", EINVAL},
	{"true", EINVAL},
	{"-", EINVAL},
	{"+", EINVAL},
	{"- ", EINVAL},
	// a sign in the wrong place or twice
	{"--1", EINVAL},
	{"++1", EINVAL},
	{"+-1", EINVAL},
	{"+ 1", EINVAL},
	{"- 1", EINVAL},
	{"1-", EINVAL},
	{"0x-1", EINVAL},
	{"-0b-1", EINVAL},
	// a prefix without digits, or with another base's
	{"0x", EINVAL},
	{"0X ", EINVAL},
	{"-0x", EINVAL},
	{"0b", EINVAL},
	{"0o", EINVAL},
	{"0x 1", EINVAL},
	{"0xx1", EINVAL},
	{"0b0x1", EINVAL},
	{"0b2", EINVAL},
	{"0b102", EINVAL},
	{"08", EINVAL},
	{"019", EINVAL},
	{"0o8", EINVAL},
	{"0xg", EINVAL},
	{"0x1G", EINVAL},
	{"12a", EINVAL},
	// the characters just beside the digits and the letters
	{"1/", EINVAL},
	{"1:", EINVAL},
	{"0x1@", EINVAL},
	{"0x1`", EINVAL},
	// something after the number
	{"1 2", EINVAL},
	{"1\n2", EINVAL},
	{"1_0", EINVAL},
	{"1,0", EINVAL},
	{"1.0", EINVAL},
	{"1e3", EINVAL},
	{"1;", EINVAL},
	// not white space, although some libraries say so
	{"\xa0"
	 "1",
	 EINVAL},
	{"1\xa0", EINVAL},
	{"\x08"
	 "1",
	 EINVAL},
	{"1\x0e", EINVAL},
	{"1\x7f", EINVAL},
	{"\xef\xbc\x91", EINVAL},
	// EINVAL comes before ERANGE
	{"99999999999999999999x", EINVAL},
	{"-99999999999999999999 1", EINVAL},
	{"0xffffffffffffffffffg", EINVAL},
	{"07777777777777777777777778", EINVAL},
	// one beyond the range, and far beyond it
	{"9223372036854775808", ERANGE},
	{"+9223372036854775808", ERANGE},
	{"-9223372036854775809", ERANGE},
	{"18446744073709551615", ERANGE},
	{"18446744073709551616", ERANGE},
	{"18446744073709551617", ERANGE},
	{"99999999999999999999", ERANGE},
	{"-99999999999999999999", ERANGE},
	{" 99999999999999999999999999999999999999999999999999999999999\n", ERANGE},
	{"0x8000000000000000", ERANGE},
	{"-0x8000000000000001", ERANGE},
	{"0xffffffffffffffff", ERANGE},
	{"0x10000000000000000", ERANGE},
	{"0x10000000000000001", ERANGE},
	{"01000000000000000000000", ERANGE},
	{"-0o1000000000000000000001", ERANGE},
	{"02000000000000000000000", ERANGE},
	{"0o2000000000000000000001", ERANGE},
};

// Where the text comes with its length; a module parameter is a C string, which ends at the first NUL.
inline constexpr Refused refused_with_nul[] = {
	{"\0"sv, EINVAL},    {"1\0"sv, EINVAL},	  {"\0001"sv, EINVAL},
	{"1\0\0"sv, EINVAL}, {"1\0 2"sv, EINVAL}, {"1\n\0"sv, EINVAL},
};

} // namespace guest

#endif
