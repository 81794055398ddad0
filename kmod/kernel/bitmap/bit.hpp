// SPDX-License-Identifier: GPL-2.0-only
// Bit<size>: the number of a bit that a bitmap of that size has.
#pragma once

#include "kernel/core/result.hpp"

namespace kernel
{

// (Not constexpr: what the compiler names when a constant is not one of the bits. Never called.)
void bitmap_has_no_such_bit();

namespace
{

// How many bits a word has, how many words so many bits take, and where in its word a bit lies. (The kernel's way, on machines of either
// byte order: a bitmap is an array of unsigned long.)
constexpr size_t bits_per_long = 8 * sizeof(unsigned long);
constexpr size_t bits_to_longs(size_t bits)
{
	return (bits + bits_per_long - 1) / bits_per_long;
}

/// The number of a bit of a Bitmap<size> or AtomicBitmap<size>, below size: it needs no further check. A constant becomes one where
/// it is used, or does not compile; any other number by at().
template <size_t size>
class Bit
{
public:
	consteval Bit(size_t constant) : number_(constant)
	{
		if (constant >= size)
			bitmap_has_no_such_bit();
	}
	/// ERANGE: the bitmap has fewer bits.
	static constexpr Result<Bit> at(size_t number)
	{
		if (number >= size)
			return errors::out_of_range;
		return Bit(Known(), number);
	}
	// For bitmaps: what the kernel has found; size is none.
	static constexpr Result<Bit> found(size_t number, Errno none)
	{
		if (number >= size)
			return none;
		return Bit(Known(), number);
	}

	constexpr size_t number() const { return number_; }
	constexpr bool operator==(const Bit &other) const = default;

	// For bitmaps.
	constexpr size_t word() const { return number_ / bits_per_long; }
	constexpr unsigned long mask() const { return 1UL << number_ % bits_per_long; }

private:
	struct Known {
	};
	constexpr Bit(Known, size_t number) : number_(number) {}

	size_t number_;
};

} // namespace
} // namespace kernel
