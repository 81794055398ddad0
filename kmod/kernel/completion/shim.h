/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_COMPLETION_SHIM_H
#define KERNEL_COMPLETION_SHIM_H

#include "kernel/core/boundary.h"

struct completion;

SHIMS_BEGIN
void shim_init_completion(struct completion *completion);
void shim_reinit_completion(struct completion *completion);
void shim_complete(struct completion *completion) DIRECT(complete);
/* On RT kernels not in a hard interrupt. */
void shim_complete_all(struct completion *completion) DIRECT(complete_all);
bool shim_try_wait_for_completion(struct completion *completion) DIRECT(try_wait_for_completion);
bool shim_completion_done(struct completion *completion) DIRECT(completion_done);
/* These sleep; a timeout is in jiffies. What is left of it (at least 1) is returned, 0 when it has passed, -ERESTARTSYS for a signal. */
unsigned long shim_wait_for_completion_timeout(struct completion *completion, unsigned long timeout)
	DIRECT(wait_for_completion_timeout);
long shim_wait_for_completion_interruptible_timeout(struct completion *completion, unsigned long timeout)
	DIRECT(wait_for_completion_interruptible_timeout);
void shim_wait_for_completion(struct completion *completion) DIRECT(wait_for_completion);
SHIMS_END

#endif
