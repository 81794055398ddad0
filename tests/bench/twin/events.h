/* SPDX-License-Identifier: GPL-2.0-only */
/* The twin's tracepoint is rusty's own. */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM TWIN_SYSTEM

#if !defined(TWIN_EVENTS_H) || defined(TRACE_HEADER_MULTI_READ)
#define TWIN_EVENTS_H
#include <linux/tracepoint.h>
#include "rusty/rusty.events.h"
#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE events
#include <trace/define_trace.h>
