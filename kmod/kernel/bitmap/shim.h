/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_BITMAP_SHIM_H
#define KERNEL_BITMAP_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
/* Of `size` bits, the first from `start` on; size: there is none. */
unsigned long shim_find_first_bit(const unsigned long *words, unsigned long size);
unsigned long shim_find_first_zero_bit(const unsigned long *words, unsigned long size);
unsigned long shim_find_next_bit(const unsigned long *words, unsigned long size, unsigned long start);
/* How many of them are set. */
unsigned int shim_bitmap_weight(const unsigned long *words, unsigned int size);
SHIMS_END

#endif
