// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/percpu.h> and <linux/cpumask.h>. */
#include <linux/cpumask.h>
#include <linux/percpu.h>

#include "kernel/percpu/shim.h"

SHIM(void __percpu *, alloc_percpu, size_t size, size_t align)
{
	return __alloc_percpu(size, align);
}

SHIM(void, free_percpu, void __percpu *memory)
{
	free_percpu(memory);
}

SHIM(void *, per_cpu_ptr, void __percpu *memory, unsigned int cpu)
{
	return per_cpu_ptr(memory, cpu);
}

SHIM(void *, get_cpu_ptr, void __percpu *memory)
{
	return get_cpu_ptr(memory);
}

SHIM(void, put_cpu_ptr, void __percpu *memory)
{
	put_cpu_ptr(memory);
}

SHIM(void, this_cpu_add_u32, void __percpu *number, u32 amount)
{
	u32 __percpu *counter = number;

	this_cpu_add(*counter, amount);
}

SHIM(void, this_cpu_add_u64, void __percpu *number, u64 amount)
{
	u64 __percpu *counter = number;

	this_cpu_add(*counter, amount);
}

SHIM(unsigned int, next_possible_cpu, int cpu)
{
	return cpumask_next(cpu, cpu_possible_mask);
}

SHIM(unsigned int, nr_cpu_ids, void)
{
	return nr_cpu_ids;
}
