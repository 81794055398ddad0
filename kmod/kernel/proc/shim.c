// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/proc_fs.h>. */
#include <linux/fs.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

#include "kernel/proc/shim.h"

SAME_TYPE(proc_remove);

SHIM(struct proc_dir_entry *, proc_create_single_data, const char *name, unsigned short mode,
     int (*show)(struct seq_file *, void *), void *data)
{
	return proc_create_single_data(name, mode, NULL, show, data);
}

SHIM(struct proc_dir_entry *, proc_create_seq_private, const char *name, unsigned short mode,
     const struct seq_operations *operations, unsigned int state_size, void *data)
{
	return proc_create_seq_private(name, mode, NULL, operations, state_size, data);
}

SHIM(struct proc_dir_entry *, proc_create_data, const char *name, unsigned short mode, const void *operations,
     void *data)
{
	return proc_create_data(name, mode, NULL, operations, data);
}

SHIM(void *, pde_data, const struct file *file)
{
#if KERNEL_HAS_PDE_DATA
	return pde_data(file_inode(file));
#else
	return PDE_DATA(file_inode(file));
#endif
}
