/* SPDX-License-Identifier: GPL-2.0-only */
/* rusty's tracepoint: one event for each change of the number, whoever makes it and however. */
TRACE_EVENT(rusty_number_changed, TP_PROTO(s64 old, s64 number, u64 generation),
	    TP_ARGS(old, number, generation),
	    TP_STRUCT__entry(__array(char, comm, TASK_COMM_LEN) __field(s64, old) __field(s64, number)
				     __field(u64, generation)),
	    TP_fast_assign(memcpy(__entry->comm, current->comm, TASK_COMM_LEN); __entry->old = old;
			   __entry->number = number; __entry->generation = generation;),
	    TP_printk("comm=%s old=%lld new=%lld generation=%llu", __entry->comm, __entry->old,
		      __entry->number, __entry->generation));
