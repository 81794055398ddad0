// SPDX-License-Identifier: GPL-2.0-only
// The module's tracepoints (NAME.events.h): trace_<event>(...), and trace_<event>_enabled(), which is false while nobody listens.
// Any context, but never under a lock of the driver's: it runs what was attached to the event. While nothing is, each is a call of a
// function that returns at once (a static branch).
#pragma once

#include "kernel/core/boundary.h"
#include "kernel/core/traits.hpp"

SHIMS_BEGIN
#define TP_PROTO(...) __VA_ARGS__
#define TP_ARGS(...) __VA_ARGS__
#define TRACE_EVENT(name, prototype, ...)                                                                    \
	bool shim_trace_##name##_enabled(void);                                                              \
	void shim_trace_##name(prototype)
#include KERNEL_EVENTS
#undef TRACE_EVENT
SHIMS_END

namespace kernel
{
namespace
{

#define TRACE_EVENT(name, prototype, arguments, ...)                                                         \
	KERNEL_ALWAYS_INLINE bool trace_##name##_enabled()                                                   \
	{                                                                                                    \
		return shim_trace_##name##_enabled();                                                        \
	}                                                                                                    \
	KERNEL_ALWAYS_INLINE void trace_##name(prototype)                                                    \
	{                                                                                                    \
		shim_trace_##name(arguments);                                                                \
	}                                                                                                    \
	static_assert(true)
#include KERNEL_EVENTS
#undef TRACE_EVENT
#undef TP_PROTO
#undef TP_ARGS

} // namespace
} // namespace kernel
