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

/* One that does not run yet: bind says where it will, wake_up_process begins. create sleeps. */
struct task_struct *shim_kthread_create(int (*function)(void *), void *data, const char *name);
void shim_kthread_bind(struct task_struct *thread, unsigned int cpu) DIRECT(kthread_bind);
int shim_wake_up_process(struct task_struct *thread) DIRECT(wake_up_process);
bool shim_cpu_online(unsigned int cpu);

/* park sleeps until the thread is in parkme, which sleeps until unpark, or stop. */
int shim_kthread_park(struct task_struct *thread) DIRECT(kthread_park);
void shim_kthread_unpark(struct task_struct *thread) DIRECT(kthread_unpark);
bool shim_kthread_should_park(void) DIRECT(kthread_should_park);
void shim_kthread_parkme(void) DIRECT(kthread_parkme);

void shim_sched_set_fifo(struct task_struct *thread) DIRECT(sched_set_fifo);
void shim_sched_set_fifo_low(struct task_struct *thread) DIRECT(sched_set_fifo_low);
void shim_sched_set_normal(struct task_struct *thread, int nice) DIRECT(sched_set_normal);
SHIMS_END

#endif
