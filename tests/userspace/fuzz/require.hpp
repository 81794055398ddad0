// SPDX-License-Identifier: MIT
// How a fuzz target reports that a condition does not hold: libFuzzer keeps the input and ends.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace fuzz
{

inline void require(bool holds, const char *sentence)
{
	if (holds)
		return;
	std::fprintf(stderr, "not true: %s\n", sentence);
	std::abort();
}

} // namespace fuzz
