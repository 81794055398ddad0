// SPDX-License-Identifier: GPL-2.0-only
// Hashes of integers and pointers.
#pragma once

#include "kernel/core/traits.hpp"

namespace kernel
{
namespace
{

template <typename T>
concept HashKey = Integer<T> || is_pointer<T>;

// (The upper bits of a product depend on all bits below them. 2^32 by the golden ratio spreads what lies close together; the upper half of a
// key first goes by another number, as the square of this one does not. No product of 64 bits: on 32-bit machines that would be three.)
constexpr u32 hash_multiplier = 0x9e3779b1;
constexpr u32 hash_multiplier_of_upper_half = 0x85ebca6b;

/// A number of `bits` bits (1 to 32), which for keys that lie close together, or have many lower bits in common, is not the same. Not for
/// keys that an attacker chooses. Any context.
template <Integer Key>
constexpr u32 hash_of(Key key, unsigned int bits)
{
	const auto whole = static_cast<u64>(key);
	const u32 folded =
		static_cast<u32>(whole) ^ (static_cast<u32>(whole >> 32) * hash_multiplier_of_upper_half);
	return (folded * hash_multiplier) >> (32 - bits);
}
template <typename T>
u32 hash_of(T *key, unsigned int bits)
{
	return hash_of(reinterpret_cast<uintptr_t>(key), bits);
}

} // namespace
} // namespace kernel
