// SPDX-License-Identifier: GPL-2.0-only
// The shims of bitmaps, bit by bit.
#include "kernel/bitmap/shim.h"

#include "tests/kit/host/fake.hpp"

namespace
{

bool is_set(const unsigned long *words, unsigned long bit)
{
	constexpr unsigned long width = 8 * sizeof(unsigned long);
	// (Others may change it, as in the kernel.)
	return (__atomic_load_n(&words[bit / width], __ATOMIC_RELAXED) >> bit % width & 1) != 0;
}

unsigned long find(const unsigned long *words, unsigned long size, unsigned long start, bool wanted)
{
	for (unsigned long bit = start; bit < size; ++bit)
		if (is_set(words, bit) == wanted)
			return bit;
	return size;
}

} // namespace

unsigned long shim_find_first_bit(const unsigned long *words, unsigned long size)
{
	return find(words, size, 0, true);
}

unsigned long shim_find_first_zero_bit(const unsigned long *words, unsigned long size)
{
	return find(words, size, 0, false);
}

unsigned long shim_find_next_bit(const unsigned long *words, unsigned long size, unsigned long start)
{
	return find(words, size, start, true);
}

unsigned int shim_bitmap_weight(const unsigned long *words, unsigned int size)
{
	unsigned int weight = 0;
	for (unsigned int bit = 0; bit < size; ++bit)
		weight += is_set(words, bit) ? 1 : 0;
	return weight;
}
