// SPDX-License-Identifier: GPL-2.0-only
/* The module's tracepoints (NAME.events.h), and a shim for each: shim_trace_<event>. */
#define CREATE_TRACE_POINTS
#include "kernel_events.h"

#undef TRACE_EVENT
#undef TP_PROTO
#undef TP_ARGS
#define TP_PROTO(...) __VA_ARGS__
#define TP_ARGS(...) __VA_ARGS__
#define TRACE_EVENT(name, prototype, arguments, ...)                                                         \
	void shim_trace_##name(prototype);                                                                   \
	void shim_trace_##name(prototype)                                                                    \
	{                                                                                                    \
		trace_##name(arguments);                                                                     \
	}
#include KERNEL_EVENTS
