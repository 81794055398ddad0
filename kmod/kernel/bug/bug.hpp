// SPDX-License-Identifier: GPL-2.0-only
// What happens when an invariant of the code is violated.
#pragma once

#include "kernel/bug/shim.h"
#include "kernel/core/traits.hpp"

namespace kernel
{
namespace
{

/// Ends the task that violated an invariant, with its stack in the log; for what would be undefined otherwise. Any context; an
/// interrupt ends in a panic.
[[noreturn, gnu::cold]] KERNEL_ALWAYS_INLINE void bug()
{
	shim_bug();
#if defined(__clang__) && defined(CONFIG_KASAN)
	// (clang reports a trap to KASAN first, by a call that objtool takes for code which nothing reaches.)
	__builtin_unreachable();
#else
	__builtin_trap();
#endif
}

/// Writes a warning with the stack to the log, and returns. Any context. `text` is a literal, or ends with a NUL.
inline void warn(const char *text)
{
	shim_warn(text);
}

} // namespace
} // namespace kernel
