// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/refcount.h>. */
#include <linux/build_bug.h>
#include <linux/refcount.h>

#include "kernel/ref/shim.h"

static_assert(sizeof(refcount_t) == sizeof(int));

SHIM(void, refcount_inc, int *count)
{
	refcount_inc((refcount_t *)count);
}

SHIM(bool, refcount_dec_and_test, int *count)
{
	return refcount_dec_and_test((refcount_t *)count);
}
