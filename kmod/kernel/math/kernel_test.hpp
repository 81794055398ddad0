// SPDX-License-Identifier: GPL-2.0-only
// 64-bit division.
#pragma once

#include "kernel/math/div.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

Outcome division_is_the_kernels()
{
	const u64 numbers[] = {0,
			       9,
			       10,
			       99,
			       4294967295,
			       4294967296,
			       42949672960,
			       NumericLimits<u64>::max() - 5,
			       NumericLimits<u64>::max()};
	for (const u64 number : numbers)
		EXPECT(div_u64(hidden(number), 10) == shim_div_u64(hidden(number), 10));
	EXPECT(shim_div_u64(hidden(u64{10000000000000000000u}), 10) == 1000000000000000000u);
	return {};
}

constexpr Test math_tests[] = {
	{"format: division by ten agrees with the kernel's", division_is_the_kernels},
};

} // namespace
} // namespace selftest
