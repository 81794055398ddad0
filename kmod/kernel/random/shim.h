/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_RANDOM_SHIM_H
#define KERNEL_RANDOM_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
/* Any context but NMI; on RT kernels not where only raw spinlocks may be taken. */
void shim_get_random_bytes(void *buffer, size_t size);
u32 shim_get_random_u32(void) DIRECT(get_random_u32);
u64 shim_get_random_u64(void) DIRECT(get_random_u64);
/* Only where KERNEL_HAS_GET_RANDOM_U32_BELOW; ceil is not 0. */
u32 shim_get_random_u32_below(u32 ceil);
SHIMS_END

#endif
