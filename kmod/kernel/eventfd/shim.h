/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_EVENTFD_SHIM_H
#define KERNEL_EVENTFD_SHIM_H

#include "kernel/core/boundary.h"

struct eventfd_ctx;

SHIMS_BEGIN
/* Process context. An error pointer: EBADF, EINVAL, ENOSYS. */
struct eventfd_ctx *shim_eventfd_ctx_fdget(int descriptor);
void shim_eventfd_ctx_put(struct eventfd_ctx *context);
/* Both in any context but NMI. */
void shim_eventfd_signal(struct eventfd_ctx *context);
SHIMS_END

#endif
