// SPDX-License-Identifier: GPL-2.0-only
// The module's tracepoints (NAME.events.h): trace_<event>(...). Any context, but never under a lock of the driver's: it runs what
// was attached to the event. While nothing is, it costs a load and a branch.
#pragma once

#include "kernel/traits.hpp"

extern "C" {
#define TP_PROTO(...) __VA_ARGS__
#define TP_ARGS(...) __VA_ARGS__
// The kernel's struct tracepoint, which layer_events.c defines.
#define TRACE_EVENT(name, prototype, ...)                                                                    \
	extern const volatile char __tracepoint_##name[];                                                    \
	void shim_trace_##name(prototype)
#include KERNEL_EVENTS
#undef TRACE_EVENT
}

namespace kernel
{
namespace
{

// is_traced_<event>(): whether somebody listens; the shim asks again. (C's own test of the static key is patched code, but behind
// a call.)
#ifdef CONFIG_TRACEPOINTS
#define KERNEL_LISTENERS(name)                                                                               \
	*reinterpret_cast<const volatile int *>(__tracepoint_##name + LAYOUT_TRACEPOINT_LISTENERS)
#else
#define KERNEL_LISTENERS(name) 1
#endif

#define TRACE_EVENT(name, prototype, arguments, ...)                                                         \
	KERNEL_ALWAYS_INLINE bool is_traced_##name()                                                         \
	{                                                                                                    \
		return KERNEL_LISTENERS(name) != 0;                                                          \
	}                                                                                                    \
	KERNEL_ALWAYS_INLINE void trace_##name(prototype)                                                    \
	{                                                                                                    \
		if (is_traced_##name()) [[unlikely]]                                                         \
			shim_trace_##name(arguments);                                                        \
	}                                                                                                    \
	static_assert(true)
#include KERNEL_EVENTS
#undef TRACE_EVENT
#undef TP_PROTO
#undef TP_ARGS

} // namespace
} // namespace kernel
