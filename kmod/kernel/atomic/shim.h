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
/* Each returns what the word was. Fully ordered, or not ordered at all. */
#define KERNEL_ATOMIC_SHIM(name)                                                                             \
	s32 shim_atomic_##name(s32 *word, s32 operand);                                                      \
	s32 shim_atomic_##name##_relaxed(s32 *word, s32 operand);                                            \
	s64 shim_atomic64_##name(s64 *word, s64 operand);                                                    \
	s64 shim_atomic64_##name##_relaxed(s64 *word, s64 operand);
KERNEL_ATOMIC_SHIM(fetch_add)
KERNEL_ATOMIC_SHIM(fetch_and)
KERNEL_ATOMIC_SHIM(fetch_or)
KERNEL_ATOMIC_SHIM(fetch_xor)
KERNEL_ATOMIC_SHIM(xchg)
#undef KERNEL_ATOMIC_SHIM
s32 shim_atomic_cmpxchg(s32 *word, s32 expected, s32 desired);
s32 shim_atomic_cmpxchg_relaxed(s32 *word, s32 expected, s32 desired);
s64 shim_atomic64_cmpxchg(s64 *word, s64 expected, s64 desired);
s64 shim_atomic64_cmpxchg_relaxed(s64 *word, s64 expected, s64 desired);
SHIMS_END

#endif
