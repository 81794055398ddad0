/* SPDX-License-Identifier: GPL-2.0-only */
/* The self-test's tracepoint: a number, which the kernel itself shows in decimal. */
TRACE_EVENT(rusty_selftest_number, TP_PROTO(s64 number, u64 magnitude), TP_ARGS(number, magnitude),
	    TP_STRUCT__entry(__field(s64, number) __field(u64, magnitude)),
	    TP_fast_assign(__entry->number = number; __entry->magnitude = magnitude;),
	    TP_printk("number=%lld magnitude=%llu", __entry->number, __entry->magnitude));
