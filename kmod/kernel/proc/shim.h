/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_PROC_SHIM_H
#define KERNEL_PROC_SHIM_H

#include "kernel/core/boundary.h"

struct file;
struct proc_dir_entry;
struct seq_file;
struct seq_operations;

SHIMS_BEGIN
/* All of these sleep, but pde_data. create returns NULL without memory, and if the name is taken, of which the kernel warns in the log. */
struct proc_dir_entry *shim_proc_create_single_data(const char *name, unsigned short mode,
						    int (*show)(struct seq_file *, void *), void *data);
/* The same, of many items, with so many zeroed bytes for each open file: seq_file's private memory. */
struct proc_dir_entry *shim_proc_create_seq_private(const char *name, unsigned short mode,
						    const struct seq_operations *operations,
						    unsigned int state_size, void *data);
/* The same as the first, also if a directory in the name is missing; the operations are a struct proc_ops. */
struct proc_dir_entry *shim_proc_create_data(const char *name, unsigned short mode, const void *operations,
					     void *data);
/* What the file was created with. */
void *shim_pde_data(const struct file *file);
/* Waits for reads and writes that go on. */
void shim_proc_remove(struct proc_dir_entry *entry) DIRECT(proc_remove);
SHIMS_END

#endif
