// SPDX-License-Identifier: GPL-2.0-only
// How a word of 32 or 64 bits is read, changed and stored as one step: by the compiler's own instructions where they are the kernel's,
// else by the kernel's. (Compilers call a library for some of them on i386, armhf and arm64; the kernel patches its own on arm64.)
#pragma once

#include "kernel/atomic/shim.h"
#include "kernel/core/traits.hpp"

namespace kernel
{
namespace
{

#if defined(__x86_64__)
constexpr bool atomics_are_instructions = true;
#else
constexpr bool atomics_are_instructions = false;
#endif

// Word is s32 or s64.
template <typename Word, bool instructions>
struct AtomicOperations;

template <typename Word>
struct AtomicOperations<Word, true> {
	static Word load(const Word *word) { return *const_cast<const volatile Word *>(word); }
	static void store(Word *word, Word value) { *const_cast<volatile Word *>(word) = value; }

#define KERNEL_ATOMIC_OPERATION(name, builtin)                                                               \
	template <int order>                                                                                 \
	KERNEL_ALWAYS_INLINE static Word name(Word *word, Word operand)                                      \
	{                                                                                                    \
		return builtin(word, operand, order);                                                        \
	}
	KERNEL_ATOMIC_OPERATION(fetch_add, __atomic_fetch_add)
	KERNEL_ATOMIC_OPERATION(fetch_and, __atomic_fetch_and)
	KERNEL_ATOMIC_OPERATION(fetch_or, __atomic_fetch_or)
	KERNEL_ATOMIC_OPERATION(fetch_xor, __atomic_fetch_xor)
	KERNEL_ATOMIC_OPERATION(xchg, __atomic_exchange_n)
#undef KERNEL_ATOMIC_OPERATION

	template <int order>
	KERNEL_ALWAYS_INLINE static Word cmpxchg(Word *word, Word expected, Word desired)
	{
		// (A failure orders nothing, in the kernel's own cmpxchg too.)
		__atomic_compare_exchange_n(word, &expected, desired, false, order, __ATOMIC_RELAXED);
		return expected;
	}
};

// (The kernel's acquire and release alone are not asked for: fully ordered is more.)
template <typename Word>
struct AtomicOperations<Word, false> {
	static Word load(const Word *word)
	{
		if constexpr (sizeof(Word) <= sizeof(long))
			return *const_cast<const volatile Word *>(word);
		else
			return shim_atomic64_read(word);
	}
	static void store(Word *word, Word value)
	{
		if constexpr (sizeof(Word) <= sizeof(long))
			*const_cast<volatile Word *>(word) = value;
		else
			shim_atomic64_set(word, value);
	}

#define KERNEL_ATOMIC_OPERATION(name)                                                                        \
	template <int order>                                                                                 \
	static Word name(Word *word, Word operand)                                                           \
	{                                                                                                    \
		if constexpr (sizeof(Word) == 8)                                                             \
			return order == __ATOMIC_RELAXED ? shim_atomic64_##name##_relaxed(word, operand)     \
							 : shim_atomic64_##name(word, operand);              \
		else                                                                                         \
			return order == __ATOMIC_RELAXED ? shim_atomic_##name##_relaxed(word, operand)       \
							 : shim_atomic_##name(word, operand);                \
	}
	KERNEL_ATOMIC_OPERATION(fetch_add)
	KERNEL_ATOMIC_OPERATION(fetch_and)
	KERNEL_ATOMIC_OPERATION(fetch_or)
	KERNEL_ATOMIC_OPERATION(fetch_xor)
	KERNEL_ATOMIC_OPERATION(xchg)
#undef KERNEL_ATOMIC_OPERATION

	template <int order>
	static Word cmpxchg(Word *word, Word expected, Word desired)
	{
		if constexpr (sizeof(Word) == 8)
			return order == __ATOMIC_RELAXED
				       ? shim_atomic64_cmpxchg_relaxed(word, expected, desired)
				       : shim_atomic64_cmpxchg(word, expected, desired);
		else
			return order == __ATOMIC_RELAXED
				       ? shim_atomic_cmpxchg_relaxed(word, expected, desired)
				       : shim_atomic_cmpxchg(word, expected, desired);
	}
};

} // namespace
} // namespace kernel
