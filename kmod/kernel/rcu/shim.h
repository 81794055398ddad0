/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_RCU_SHIM_H
#define KERNEL_RCU_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
void shim_rcu_read_lock(void);
void shim_rcu_read_unlock(void);
/* Sleeps. */
void shim_synchronize_rcu(void) DIRECT(synchronize_rcu);
/* Of a published pointer; inside of a section. */
void *shim_rcu_dereference(void *const *pointer);
/* Publishes the next one, and returns the last; a full barrier. */
void *shim_rcu_xchg(void **pointer, void *next);
SHIMS_END

#endif
