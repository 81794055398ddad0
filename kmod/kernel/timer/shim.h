/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_TIMER_SHIM_H
#define KERNEL_TIMER_SHIM_H

#include "kernel/core/boundary.h"

struct lock_class_key;
struct timer_list;

SHIMS_BEGIN
void shim_timer_init(struct timer_list *timer, void (*function)(struct timer_list *), const char *name,
		     struct lock_class_key *key);
/* Any context but NMI. Returns whether it was pending. */
int shim_mod_timer(struct timer_list *timer, unsigned long expires) DIRECT(mod_timer);
int shim_timer_delete(struct timer_list *timer);
int shim_timer_pending(const struct timer_list *timer);
/* These wait for the callback: not in it, nor in a hard interrupt; on RT kernels they sleep. */
int shim_timer_delete_sync(struct timer_list *timer);
int shim_timer_shutdown_sync(struct timer_list *timer);
/* For kernels without timer_shutdown_sync; the last sleeps. */
SHIMS_END

#endif
