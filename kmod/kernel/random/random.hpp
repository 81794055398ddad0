// SPDX-License-Identifier: GPL-2.0-only
// Random numbers and bytes, of the kernel's generator.
#pragma once

#include "kernel/core/span.hpp"
#include "kernel/probes.h"
#include "kernel/random/shim.h"

namespace kernel
{
namespace
{

// Of the kernel's generator, fit for keys; it is ready before a disk is. All of them: any context but NMI; on RT kernels neither in a hard
// interrupt nor under a RawSpinLock.

/// Fills the span with random bytes.
inline void get_random_bytes(Span<u8> bytes)
{
	shim_get_random_bytes(bytes.data(), bytes.size());
}

/// A random number of all 2^32.
[[nodiscard]] inline u32 get_random_u32()
{
	return shim_get_random_u32();
}

/// A random number of all 2^64.
[[nodiscard]] inline u64 get_random_u64()
{
	return shim_get_random_u64();
}

/// A random number of 0 .. ceil - 1, each as likely as any; 0 if ceil is 0.
[[nodiscard]] inline u32 get_random_u32_below(u32 ceil)
{
	if (ceil <= 1)
		return 0;
#if KERNEL_HAS_GET_RANDOM_U32_BELOW
	return shim_get_random_u32_below(ceil);
#else
	// The upper half of ceil * random is what is asked for. Of the products with one upper half, as many are taken as of those with any
	// other: 2^32 / ceil, rounded down; of the rest, those whose lower half is least, another one is drawn.
	const u32 rest = (0 - ceil) % ceil;
	u64 product;
	do
		product = u64{ceil} * get_random_u32();
	while (static_cast<u32>(product) < rest);
	return static_cast<u32>(product >> 32);
#endif
}

} // namespace
} // namespace kernel
