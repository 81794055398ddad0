// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/kthread.h>. */
#include <linux/kthread.h>

#include "kernel/thread/shim.h"

SAME_TYPE(kthread_stop);
SAME_TYPE(kthread_should_stop);

SHIM(struct task_struct *, kthread_run, int (*function)(void *), void *data, const char *name)
{
	return kthread_run(function, data, "%s", name);
}
