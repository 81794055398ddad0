// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/eventfd.h>. */
#include <linux/eventfd.h>

#include "kernel/eventfd/shim.h"

SHIM(struct eventfd_ctx *, eventfd_ctx_fdget, int descriptor)
{
	return eventfd_ctx_fdget(descriptor);
}

SHIM(void, eventfd_ctx_put, struct eventfd_ctx *context)
{
	eventfd_ctx_put(context);
}

SHIM(void, eventfd_signal, struct eventfd_ctx *context)
{
#if KERNEL_HAS_EVENTFD_SIGNAL_ONE
	eventfd_signal(context);
#else
	eventfd_signal(context, 1);
#endif
}
