// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/kthread.h>. */
#include <linux/cpumask.h>
#include <linux/kthread.h>
#include <linux/sched.h>

#include "kernel/thread/shim.h"

SAME_TYPE(kthread_stop);
SAME_TYPE(kthread_should_stop);
SAME_TYPE(kthread_bind);
SAME_TYPE(wake_up_process);
SAME_TYPE(kthread_park);
SAME_TYPE(kthread_unpark);
SAME_TYPE(kthread_should_park);
SAME_TYPE(kthread_parkme);
SAME_TYPE(sched_set_fifo);
SAME_TYPE(sched_set_fifo_low);
SAME_TYPE(sched_set_normal);

SHIM(struct task_struct *, kthread_run, int (*function)(void *), void *data, const char *name)
{
	return kthread_run(function, data, "%s", name);
}

SHIM(struct task_struct *, kthread_create, int (*function)(void *), void *data, const char *name)
{
	return kthread_create(function, data, "%s", name);
}

SHIM(bool, cpu_online, unsigned int cpu)
{
	return cpu < nr_cpu_ids && cpu_online(cpu);
}
