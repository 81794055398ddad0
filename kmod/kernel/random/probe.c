// SPDX-License-Identifier: GPL-2.0-only
#include <linux/random.h>

/* 6.2 and later, and stable kernels of older series; before, random.hpp draws it from get_random_u32. */
PROBE(GET_RANDOM_U32_BELOW)
static inline u32 __maybe_unused has_get_random_u32_below(u32 ceil)
{
	return get_random_u32_below(ceil);
}
