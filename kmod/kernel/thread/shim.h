/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_THREAD_SHIM_H
#define KERNEL_THREAD_SHIM_H

#include "kernel/core/boundary.h"

struct task_struct;

SHIMS_BEGIN
/* run and stop sleep. run may return an error pointer; stop returns what the function returned. */
struct task_struct *shim_kthread_run(int (*function)(void *), void *data, const char *name);
int shim_kthread_stop(struct task_struct *thread) DIRECT(kthread_stop);
bool shim_kthread_should_stop(void) DIRECT(kthread_should_stop);
SHIMS_END

#endif
