/* SPDX-License-Identifier: GPL-2.0-only */
/* Members of struct seq_operations: as kernel/file/operations.h. */
#define KERNEL_SEQ_OPERATIONS(X)                                                                             \
	X(start, void *, struct seq_file *, loff_t *)                                                        \
	X(stop, void, struct seq_file *, void *)                                                             \
	X(next, void *, struct seq_file *, void *, loff_t *)                                                 \
	X(show, int, struct seq_file *, void *)
