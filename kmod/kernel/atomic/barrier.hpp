// SPDX-License-Identifier: GPL-2.0-only
// Barriers between CPUs, and plain words that are loaded and stored with one.
#pragma once

#include "kernel/atomic/shim.h"
#include "kernel/core/traits.hpp"

namespace kernel
{
namespace
{

// Barriers. (ARM before version 6 has no instruction for them, and its compilers call a library.)
#if defined(__arm__) && __ARM_ARCH < 6
#define KERNEL_BARRIER(own, shim) shim()
#else
#define KERNEL_BARRIER(own, shim) __atomic_thread_fence(own)
#endif

/// Loads before it are done before what comes after it.
KERNEL_ALWAYS_INLINE void acquire_fence()
{
	KERNEL_BARRIER(__ATOMIC_ACQUIRE, shim_smp_rmb);
}
/// What comes before it is done before stores after it.
KERNEL_ALWAYS_INLINE void release_fence()
{
	KERNEL_BARRIER(__ATOMIC_RELEASE, shim_smp_wmb);
}
KERNEL_ALWAYS_INLINE void full_fence()
{
	KERNEL_BARRIER(__ATOMIC_SEQ_CST, shim_smp_mb);
}

/// What a busy wait says to its CPU.
KERNEL_ALWAYS_INLINE void cpu_relax()
{
	shim_cpu_relax();
}

/// One word of up to 32 bits, or a pointer: what was stored before the release is seen after the acquire.
template <typename T>
requires(sizeof(T) <= sizeof(void *)) KERNEL_ALWAYS_INLINE T load_acquire(const volatile T &word)
{
	const T value = word;
	acquire_fence();
	return value;
}
template <typename T>
requires(sizeof(T) <= sizeof(void *)) KERNEL_ALWAYS_INLINE
	void store_release(volatile T &word, Identity<T> value)
{
	release_fence();
	word = value;
}

} // namespace
} // namespace kernel
