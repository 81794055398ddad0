// SPDX-License-Identifier: GPL-2.0-only
// Words that several threads read and write without a lock: whole, but ordered with nothing, unless it says
// so. No read-modify-write here: on 64 bits that would be a call into libgcc on i386, armhf and arm64.
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

/// 64 bits that are never seen half old and half new, on 32-bit machines either.
class Atomic64
{
public:
	constexpr explicit Atomic64(s64 value) : value_(value) {}

	s64 load() const
	{
		if constexpr (sizeof(long) == 8)
			return *const_cast<const volatile s64 *>(&value_);
		else
			return shim_atomic64_read(&value_);
	}
	void store(s64 value)
	{
		if constexpr (sizeof(long) == 8)
			*const_cast<volatile s64 *>(&value_) = value;
		else
			shim_atomic64_set(&value_, value);
	}

private:
	alignas(8) s64 value_;
};

/// Something that happens once: who sees is_set() also sees everything that was stored before set().
class Flag
{
public:
	bool is_set() const { return load_acquire(value_) != 0; }
	void set() { store_release(value_, 1); }

private:
	u32 value_ = 0;
};

} // namespace
} // namespace kernel
