/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_RCU_SHIM_H
#define KERNEL_RCU_SHIM_H

#include "kernel/core/boundary.h"

/* (rcu_head, to the kernel, is another name of this one.) */
struct callback_head;

SHIMS_BEGIN
void shim_rcu_read_lock(void);
void shim_rcu_read_unlock(void);
/* Sleeps. */
void shim_synchronize_rcu(void) DIRECT(synchronize_rcu);
/* Of a published pointer; inside of a section. */
void *shim_rcu_dereference(void *const *pointer);
/* Publishes the next one, and returns the last; a full barrier. */
void *shim_rcu_xchg(void **pointer, void *next);
/* Has the function called, in a softirq, when all sections have ended that have begun before. */
void shim_call_rcu(struct callback_head *head, void (*function)(struct callback_head *)) DIRECT(call_rcu);
/* Sleeps until every function has returned that anybody has asked for before. */
void shim_rcu_barrier(void) DIRECT(rcu_barrier);
SHIMS_END

#endif
