/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_DEBUGFS_SHIM_H
#define KERNEL_DEBUGFS_SHIM_H

#include "kernel/core/boundary.h"

struct debugfs_blob_wrapper;
struct dentry;
struct file;
struct inode;
struct seq_file;
struct seq_operations;

SHIMS_BEGIN
/*
 * All of these sleep. A directory is also the kernel's ERR_PTR for one that could not be made, which all of them take, and do nothing.
 * No error is returned for what could not be made: debugfs is there to look at a driver, which works without it.
 */
struct dentry *shim_debugfs_create_dir(const char *name);
/* Waits for reads and writes that are in progress; removes the directory with all that is in it. */
void shim_debugfs_remove(struct dentry *directory);
/* The operations are a struct file_operations, the data the i_private of the file's inode. */
void shim_debugfs_create_file(const char *name, unsigned short mode, struct dentry *directory, void *data,
			      const void *operations);
void shim_debugfs_create_u8(const char *name, unsigned short mode, struct dentry *directory, u8 *value);
void shim_debugfs_create_u16(const char *name, unsigned short mode, struct dentry *directory, u16 *value);
void shim_debugfs_create_u32(const char *name, unsigned short mode, struct dentry *directory, u32 *value);
void shim_debugfs_create_u64(const char *name, unsigned short mode, struct dentry *directory, u64 *value);
void shim_debugfs_create_x8(const char *name, unsigned short mode, struct dentry *directory, u8 *value);
void shim_debugfs_create_x16(const char *name, unsigned short mode, struct dentry *directory, u16 *value);
void shim_debugfs_create_x32(const char *name, unsigned short mode, struct dentry *directory, u32 *value);
void shim_debugfs_create_x64(const char *name, unsigned short mode, struct dentry *directory, u64 *value);
void shim_debugfs_create_bool(const char *name, unsigned short mode, struct dentry *directory, bool *value);
void shim_debugfs_create_blob(const char *name, unsigned short mode, struct dentry *directory,
			      struct debugfs_blob_wrapper *blob);

/* The kernel's own functions that a table of operations names, or calls. They sleep. */
int shim_single_open(struct file *file, int (*show)(struct seq_file *, void *), void *data)
	DIRECT(single_open);
int shim_single_release(struct inode *inode, struct file *file) DIRECT(single_release);
/* seq_file's private memory: so many zeroed bytes; NULL: there are none. */
void *shim___seq_open_private(struct file *file, const struct seq_operations *operations, int state_size)
	DIRECT(__seq_open_private);
int shim_seq_release_private(struct inode *inode, struct file *file) DIRECT(seq_release_private);
ssize_t shim_seq_read(struct file *file, char SHIM_USER *to, size_t size, loff_t *position) DIRECT(seq_read);
loff_t shim_seq_lseek(struct file *file, loff_t offset, int whence) DIRECT(seq_lseek);
int shim_simple_attr_open(struct inode *inode, struct file *file, int (*get)(void *, u64 *),
			  int (*set)(void *, u64), const char *format) DIRECT(simple_attr_open);
int shim_simple_attr_release(struct inode *inode, struct file *file) DIRECT(simple_attr_release);
ssize_t shim_simple_attr_read(struct file *file, char SHIM_USER *to, size_t size, loff_t *position)
	DIRECT(simple_attr_read);
ssize_t shim_simple_attr_write(struct file *file, const char SHIM_USER *from, size_t size, loff_t *position)
	DIRECT(simple_attr_write);
SHIMS_END

#endif
