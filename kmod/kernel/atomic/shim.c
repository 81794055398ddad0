// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/atomic.h> and <asm/barrier.h>. */
#include <asm/barrier.h>
#include <asm/processor.h>
#include <linux/atomic.h>
#include <linux/build_bug.h>

#include "kernel/atomic/shim.h"

/* (atomic64_t is one s64, aligned to its size; atomic_t one int.) */
static_assert(sizeof(atomic64_t) == sizeof(s64));
static_assert(sizeof(atomic_t) == sizeof(s32));

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

#define SHIM_ATOMIC_FETCH(prefix, word, name)                                                                \
	SHIM(word, prefix##_##name, word *at, word operand)                                                  \
	{                                                                                                    \
		return prefix##_##name(operand, (prefix##_t *)at);                                           \
	}                                                                                                    \
	SHIM(word, prefix##_##name##_relaxed, word *at, word operand)                                        \
	{                                                                                                    \
		return prefix##_##name##_relaxed(operand, (prefix##_t *)at);                                 \
	}
#define SHIM_ATOMICS(prefix, word)                                                                           \
	SHIM_ATOMIC_FETCH(prefix, word, fetch_add)                                                           \
	SHIM_ATOMIC_FETCH(prefix, word, fetch_and)                                                           \
	SHIM_ATOMIC_FETCH(prefix, word, fetch_or)                                                            \
	SHIM_ATOMIC_FETCH(prefix, word, fetch_xor)                                                           \
	SHIM(word, prefix##_xchg, word *at, word operand)                                                    \
	{                                                                                                    \
		return prefix##_xchg((prefix##_t *)at, operand);                                             \
	}                                                                                                    \
	SHIM(word, prefix##_xchg_relaxed, word *at, word operand)                                            \
	{                                                                                                    \
		return prefix##_xchg_relaxed((prefix##_t *)at, operand);                                     \
	}                                                                                                    \
	SHIM(word, prefix##_cmpxchg, word *at, word expected, word desired)                                  \
	{                                                                                                    \
		return prefix##_cmpxchg((prefix##_t *)at, expected, desired);                                \
	}                                                                                                    \
	SHIM(word, prefix##_cmpxchg_relaxed, word *at, word expected, word desired)                          \
	{                                                                                                    \
		return prefix##_cmpxchg_relaxed((prefix##_t *)at, expected, desired);                        \
	}
SHIM_ATOMICS(atomic, s32)
SHIM_ATOMICS(atomic64, s64)
