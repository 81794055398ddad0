/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_ATOMIC_SHIM_H
#define KERNEL_ATOMIC_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
/* Barriers, for machines where the compiler's own would be a call into a library; and what a busy wait says to its CPU. */
void shim_smp_mb(void);
void shim_smp_rmb(void);
void shim_smp_wmb(void);
void shim_cpu_relax(void);
/* A word that two threads set at once: stores desired if it was expected; returns what was there. Fully ordered. */
void *shim_cmpxchg_pointer(void **word, void *expected, void *desired);
/* 64-bit words for 32-bit machines, where a plain load or store is two; 64-bit machines do without a call. */
s64 shim_atomic64_read(const s64 *word);
void shim_atomic64_set(s64 *word, s64 value);
SHIMS_END

#endif
