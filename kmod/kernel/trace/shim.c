// SPDX-License-Identifier: GPL-2.0-only
/* The module's tracepoints (NAME.events.h), and shims for each: shim_trace_<event>, shim_trace_<event>_enabled. */
#define CREATE_TRACE_POINTS
#include "kernel/trace/kernel_events.h"

#undef TRACE_EVENT
#undef TP_PROTO
#undef TP_ARGS
#define TP_PROTO(...) __VA_ARGS__
#define TP_ARGS(...) __VA_ARGS__
#define TRACE_EVENT(name, prototype, arguments, ...)                                                         \
	bool shim_trace_##name##_enabled(void);                                                              \
	SHIM(bool, trace_##name##_enabled, void)                                                             \
	{                                                                                                    \
		return trace_##name##_enabled();                                                             \
	}                                                                                                    \
	void shim_trace_##name(prototype);                                                                   \
	SHIM(void, trace_##name, prototype)                                                                  \
	{                                                                                                    \
		trace_##name(arguments);                                                                     \
	}
#include KERNEL_EVENTS
