// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/kthread.h>. */
#include <linux/kthread.h>

struct task_struct *shim_kthread_run(int (*function)(void *), void *data, const char *name)
{
	return kthread_run(function, data, "%s", name);
}

int shim_kthread_stop(struct task_struct *thread)
{
	return kthread_stop(thread);
}

bool shim_kthread_should_stop(void)
{
	return kthread_should_stop();
}
