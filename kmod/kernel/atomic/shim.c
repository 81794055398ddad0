// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/atomic.h> and <asm/barrier.h>. */
#include <asm/barrier.h>
#include <asm/processor.h>
#include <linux/atomic.h>
#include <linux/build_bug.h>

#include "kernel/atomic/shim.h"

/* (atomic64_t is one s64, aligned to its size.) */
static_assert(sizeof(atomic64_t) == sizeof(s64));

SHIM(void, smp_mb, void)
{
	smp_mb();
}

SHIM(void, smp_rmb, void)
{
	smp_rmb();
}

SHIM(void, smp_wmb, void)
{
	smp_wmb();
}

SHIM(void, cpu_relax, void)
{
	cpu_relax();
}

SHIM(void *, cmpxchg_pointer, void **word, void *expected, void *desired)
{
	return cmpxchg(word, expected, desired);
}

SHIM(s64, atomic64_read, const s64 *word)
{
	return atomic64_read((const atomic64_t *)word);
}

SHIM(void, atomic64_set, s64 *word, s64 value)
{
	atomic64_set((atomic64_t *)word, value);
}
