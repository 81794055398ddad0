// SPDX-License-Identifier: GPL-2.0-only
// 64-bit division that every machine can do.
#pragma once

#include "kernel/core/traits.hpp"
#include "kernel/math/shim.h"

namespace kernel
{
namespace
{

/// dividend / divisor, rounded towards zero; the divisor is not 0. (A plain division of 64 bits would be a call into libgcc on
/// 32-bit machines, which no kernel has.) Any context.
constexpr u64 div_u64(u64 dividend, u32 divisor)
{
	if (sizeof(long) == sizeof(u64) || __builtin_is_constant_evaluated())
		return dividend / divisor;
	return shim_div_u64(dividend, divisor);
}

} // namespace
} // namespace kernel
