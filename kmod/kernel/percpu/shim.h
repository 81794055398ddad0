/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_PERCPU_SHIM_H
#define KERNEL_PERCPU_SHIM_H

#include "kernel/core/boundary.h"

#ifdef __cplusplus
#define SHIM_PERCPU
#else
#include <linux/percpu.h>
#define SHIM_PERCPU __percpu
#endif

SHIMS_BEGIN
/* Sleeps. Zeroed; NULL: out of memory. */
void SHIM_PERCPU *shim_alloc_percpu(size_t size, size_t align);
/* Process context. */
void shim_free_percpu(void SHIM_PERCPU *memory);
void *shim_per_cpu_ptr(void SHIM_PERCPU *memory, unsigned int cpu);
/* Preemption is off from get to put. */
void *shim_get_cpu_ptr(void SHIM_PERCPU *memory);
void shim_put_cpu_ptr(void SHIM_PERCPU *memory);
/* To a number of this many bits; not in NMIs. */
void shim_this_cpu_add_u32(void SHIM_PERCPU *number, u32 amount);
void shim_this_cpu_add_u64(void SHIM_PERCPU *number, u64 amount);
/* The first possible CPU behind this one, -1: the first of all; nr_cpu_ids or more: there is none. */
unsigned int shim_next_possible_cpu(int cpu);
unsigned int shim_nr_cpu_ids(void);
SHIMS_END

#endif
