// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/math64.h>. */
#include <linux/math64.h>

#include "kernel/math/shim.h"

SHIM(u64, div_u64, u64 dividend, u32 divisor)
{
	return div_u64(dividend, divisor);
}
