// SPDX-License-Identifier: GPL-2.0-only
// The fake of random numbers: the same at each run, or those that a test wants.
#pragma once

#include <cstdint>
#include <vector>

#define KERNEL_HAS_GET_RANDOM_U32_BELOW 0 // as before 6.1

namespace fake
{

// What the next calls of shim_get_random_u32 return, one after the other.
void next_random(std::vector<std::uint32_t> numbers);
// How many of them are left.
std::size_t random_left();

} // namespace fake
