// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shims of <linux/bitmap.h>. (What these are differs: functions, inline ones and macros; and compilers call a library for what counts
 * zeroes and ones on some machines.)
 */
#include <linux/bitmap.h>
#include <linux/bitops.h>

#include "kernel/bitmap/shim.h"

SHIM(unsigned long, find_first_bit, const unsigned long *words, unsigned long size)
{
	return find_first_bit(words, size);
}

SHIM(unsigned long, find_first_zero_bit, const unsigned long *words, unsigned long size)
{
	return find_first_zero_bit(words, size);
}

SHIM(unsigned long, find_next_bit, const unsigned long *words, unsigned long size, unsigned long start)
{
	return find_next_bit(words, size, start);
}

SHIM(unsigned int, bitmap_weight, const unsigned long *words, unsigned int size)
{
	return bitmap_weight(words, size);
}
