// SPDX-License-Identifier: GPL-2.0-only
// Gfp: how an allocation may go about it.
#pragma once

#include "kernel/core/types.hpp"

namespace kernel
{
namespace
{

/// How an allocation may go about it.
enum class Gfp : unsigned int {
	/// May sleep: process context, no spinlock held.
	kernel = LAYOUT_GFP_KERNEL,
	/// The same, charged to the memory cgroup of the caller: for what anybody may cause.
	kernel_account = LAYOUT_GFP_KERNEL_ACCOUNT,
	/// Any context.
	atomic = LAYOUT_GFP_ATOMIC,
	/// As kernel, without a report in the log when it fails: for sizes that come from outside.
	kernel_quiet = LAYOUT_GFP_KERNEL | LAYOUT_GFP_NOWARN,
};

} // namespace
} // namespace kernel
