/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_MATH_SHIM_H
#define KERNEL_MATH_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
/* 64-bit division, which 32-bit machines have no instruction for. */
u64 shim_div_u64(u64 dividend, u32 divisor);
SHIMS_END

#endif
