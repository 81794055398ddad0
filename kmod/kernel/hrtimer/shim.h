/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_HRTIMER_SHIM_H
#define KERNEL_HRTIMER_SHIM_H

#include "kernel/core/boundary.h"

struct hrtimer;
#ifdef __cplusplus
/* (Of the kernel's own type: another would have another kCFI hash.) */
enum hrtimer_restart : unsigned int;
#endif

SHIMS_BEGIN
/* On CLOCK_MONOTONIC, its callback in hard interrupt context (on RT kernels in softirq context). */
void shim_hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *));
/* For a point in time, in nanoseconds. Any context but NMI. */
void shim_hrtimer_start(struct hrtimer *timer, s64 when);
/* In its callback, or while it is not started. */
u64 shim_hrtimer_forward_now(struct hrtimer *timer, s64 interval);
/* Waits for the callback: not in it, nor in an interrupt; on RT kernels it sleeps. */
int shim_hrtimer_cancel(struct hrtimer *timer) DIRECT(hrtimer_cancel);
bool shim_hrtimer_active(const struct hrtimer *timer) DIRECT(hrtimer_active);
/* The last sleeps. */
SHIMS_END

#endif
