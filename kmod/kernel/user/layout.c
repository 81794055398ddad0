// SPDX-License-Identifier: GPL-2.0-only
#include <linux/uio.h>

#include "kernel/core/boundary.h"

LAYOUTS(user)
{
	DEFINE(LAYOUT_IOV_ITER_COUNT, offsetof(struct iov_iter, count));
	DEFINE(LAYOUT_IOV_ITER_COUNT_SIZE, sizeof_field(struct iov_iter, count));
}
