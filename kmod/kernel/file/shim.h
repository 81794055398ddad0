/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's own functions that a table of operations may name. */
#ifndef KERNEL_FILE_SHIM_H
#define KERNEL_FILE_SHIM_H

#include "kernel/core/boundary.h"

struct file;
struct inode;
struct iov_iter;
struct kiocb;
struct pipe_inode_info;
struct poll_table_struct;
struct vm_area_struct;

SHIMS_BEGIN
loff_t shim_default_llseek(struct file *file, loff_t offset, int whence) DIRECT(default_llseek);
int shim_nonseekable_open(struct inode *inode, struct file *file) DIRECT(nonseekable_open);
long shim_compat_ptr_ioctl(struct file *file, unsigned int command, unsigned long argument)
	DIRECT(compat_ptr_ioctl);
ssize_t shim_copy_splice_read(struct file *file, loff_t *position, struct pipe_inode_info *pipe, size_t size,
			      unsigned int flags) DIRECT(copy_splice_read);
ssize_t shim_generic_file_splice_read(struct file *file, loff_t *position, struct pipe_inode_info *pipe,
				      size_t size, unsigned int flags) DIRECT(generic_file_splice_read);
SHIMS_END

#endif
