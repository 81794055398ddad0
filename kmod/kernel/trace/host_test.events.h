/* SPDX-License-Identifier: GPL-2.0-only */
/* The tracepoints of the test. */
TRACE_EVENT(lamp_switched, TP_PROTO(s64 level, bool on), TP_ARGS(level, on),
	    TP_STRUCT__entry(__field(s64, level) __field(bool, on)),
	    TP_fast_assign(__entry->level = level; __entry->on = on;),
	    TP_printk("level=%lld on=%d", __entry->level, __entry->on));
TRACE_EVENT(lamp_broken, TP_PROTO(u32 lamp), TP_ARGS(lamp), TP_STRUCT__entry(__field(u32, lamp)),
	    TP_fast_assign(__entry->lamp = lamp;), TP_printk("lamp=%u", __entry->lamp));
