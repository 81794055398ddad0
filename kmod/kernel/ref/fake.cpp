// SPDX-License-Identifier: GPL-2.0-only
// The shims of refcount_t: a count that was 0 is never counted again.
#include "kernel/ref/shim.h"

#include "tests/kit/host/fake.hpp"

void shim_refcount_inc(int *count)
{
	if (__atomic_fetch_add(count, 1, __ATOMIC_RELAXED) <= 0)
		fake::violated("a reference to what is gone");
}

bool shim_refcount_dec_and_test(int *count)
{
	const int left = __atomic_sub_fetch(count, 1, __ATOMIC_ACQ_REL);
	if (left < 0)
		fake::violated("a reference that nobody had is given back");
	return left == 0;
}
