// SPDX-License-Identifier: GPL-2.0-only
// The shim of division.
#include "kernel/math/shim.h"

u64 shim_div_u64(u64 dividend, u32 divisor)
{
	return dividend / divisor;
}
