/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_REF_SHIM_H
#define KERNEL_REF_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
/* refcount_t, which is one int: it warns of what would be a use after free, and saturates. */
void shim_refcount_inc(int *count);
bool shim_refcount_dec_and_test(int *count);
SHIMS_END

#endif
