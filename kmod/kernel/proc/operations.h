/* SPDX-License-Identifier: GPL-2.0-only */
/* Members of struct proc_ops: as kernel/file/operations.h. */
#define KERNEL_PROC_OPERATIONS(X)                                                                            \
	X(proc_read, ssize_t, struct file *, char SHIM_USER *, size_t, loff_t *)                             \
	X(proc_write, ssize_t, struct file *, const char SHIM_USER *, size_t, loff_t *)                      \
	X(proc_lseek, loff_t, struct file *, loff_t, int)
