// SPDX-License-Identifier: GPL-2.0-only
// The kernel's random numbers: that they differ, fill what they should, and keep to their range.
#pragma once

#include "kernel/random/random.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// (Each of these fails by chance once in more than 10^15 times.)
Outcome random_numbers_differ()
{
	u32 of_32 = 0;
	u64 ones = 0, zeroes = 0;
	for (int times = 0; times < 64; ++times) {
		of_32 |= hidden(get_random_u32());
		const u64 number = hidden(get_random_u64());
		ones |= number;
		zeroes |= ~number;
	}
	EXPECT(of_32 == NumericLimits<u32>::max());
	EXPECT(ones == NumericLimits<u64>::max() && zeroes == NumericLimits<u64>::max());
	EXPECT(get_random_u64() != get_random_u64());
	return {};
}

Outcome random_bytes_fill_the_span()
{
	u8 bytes[34] = {};
	u8 seen[34] = {};
	for (int times = 0; times < 64; ++times) {
		get_random_bytes(Span<u8>(bytes).from(1).first(32));
		for (size_t index = 0; index < sizeof(bytes); ++index)
			seen[index] |= bytes[index];
	}
	EXPECT(hidden(seen[0]) == 0 && hidden(seen[33]) == 0);
	for (size_t index = 1; index <= 32; ++index)
		EXPECT(seen[index] == 0xff);
	return {};
}

Outcome random_number_below_a_bound()
{
	u32 counts[6] = {};
	for (int times = 0; times < 6000; ++times) {
		const u32 number = get_random_u32_below(hidden(6u));
		EXPECT(number < 6);
		++counts[number];
	}
	for (const u32 count : counts)
		EXPECT(count > 700 && count < 1300);
	EXPECT(get_random_u32_below(hidden(0u)) == 0 && get_random_u32_below(hidden(1u)) == 0);
	for (int times = 0; times < 1000; ++times)
		EXPECT(get_random_u32_below(hidden(0x80000001)) <= 0x80000000);
	return {};
}

constexpr Test random_tests[] = {
	{"random: numbers differ, in all their bits", random_numbers_differ},
	{"random: bytes fill the span, and no more", random_bytes_fill_the_span},
	{"random: below a bound, each number is as likely as any", random_number_below_a_bound},
};

} // namespace
} // namespace selftest
