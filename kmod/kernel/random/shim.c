// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/random.h>. */
#include <linux/random.h>

#include "kernel/random/shim.h"

SAME_TYPE(get_random_u32);
SAME_TYPE(get_random_u64);

SHIM(void, get_random_bytes, void *buffer, size_t size)
{
	get_random_bytes(buffer, size);
}

#if KERNEL_HAS_GET_RANDOM_U32_BELOW
SHIM(u32, get_random_u32_below, u32 ceil)
{
	return get_random_u32_below(ceil);
}
#endif
