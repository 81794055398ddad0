/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_TIME_SHIM_H
#define KERNEL_TIME_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
/* Nanoseconds. Any context but NMI. */
s64 shim_ktime_get(void) DIRECT(ktime_get);
s64 shim_ktime_get_boottime(void);
s64 shim_ktime_get_real(void);
unsigned long shim_read_jiffies(void);
/* These keep the CPU: up to 10000 ns and 1000 us at once. */
void shim_ndelay(unsigned long nanoseconds);
void shim_udelay(unsigned long microseconds);
/* These sleep. The last returns the milliseconds that were left when a signal came, or 0. */
void shim_fsleep(unsigned long microseconds);
void shim_usleep_range(unsigned long least, unsigned long most);
void shim_msleep(unsigned int milliseconds) DIRECT(msleep);
unsigned long shim_msleep_interruptible(unsigned int milliseconds) DIRECT(msleep_interruptible);
SHIMS_END

#endif
