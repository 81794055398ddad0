/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What <trace/define_trace.h> wants to include again and again: the module's NAME.events.h, which holds
 * TRACE_EVENTs and nothing else.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM KERNEL_EVENT_SYSTEM

#if !defined(KERNEL_EVENTS_H) || defined(TRACE_HEADER_MULTI_READ)
#define KERNEL_EVENTS_H
#include <linux/tracepoint.h>
#include KERNEL_EVENTS
#endif

#undef TRACE_INCLUDE_PATH
/* (A path, not a division.) */
/* clang-format off */
#define TRACE_INCLUDE_PATH kernel/trace
/* clang-format on */
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE kernel_events
#include <trace/define_trace.h>
