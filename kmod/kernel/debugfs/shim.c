// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/debugfs.h>. (None is DIRECT: without CONFIG_DEBUG_FS they are inline functions that do nothing.) */
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/seq_file.h>

#include "kernel/debugfs/shim.h"

SAME_TYPE(single_open);
SAME_TYPE(single_release);
SAME_TYPE(__seq_open_private);
SAME_TYPE(seq_release_private);
SAME_TYPE(seq_read);
SAME_TYPE(seq_lseek);
SAME_TYPE(simple_attr_open);
SAME_TYPE(simple_attr_release);
SAME_TYPE(simple_attr_read);
SAME_TYPE(simple_attr_write);

SHIM(struct dentry *, debugfs_create_dir, const char *name)
{
	return debugfs_create_dir(name, NULL);
}

SHIM(void, debugfs_remove, struct dentry *directory)
{
	debugfs_remove(directory);
}

SHIM(void, debugfs_create_file, const char *name, unsigned short mode, struct dentry *directory, void *data,
     const void *operations)
{
	/* (From 6.14 on the type says which operations these are.) */
	debugfs_create_file(name, mode, directory, data, (const struct file_operations *)operations);
}

#define SHIM_NUMBER(kind, type)                                                                              \
	SHIM(void, debugfs_create_##kind, const char *name, unsigned short mode, struct dentry *directory,   \
	     type *value)                                                                                    \
	{                                                                                                    \
		debugfs_create_##kind(name, mode, directory, value);                                         \
	}
SHIM_NUMBER(u8, u8)
SHIM_NUMBER(u16, u16)
SHIM_NUMBER(u32, u32)
SHIM_NUMBER(u64, u64)
SHIM_NUMBER(x8, u8)
SHIM_NUMBER(x16, u16)
SHIM_NUMBER(x32, u32)
SHIM_NUMBER(x64, u64)

SHIM(void, debugfs_create_bool, const char *name, unsigned short mode, struct dentry *directory, bool *value)
{
	debugfs_create_bool(name, mode, directory, value);
}

SHIM(void, debugfs_create_blob, const char *name, unsigned short mode, struct dentry *directory,
     struct debugfs_blob_wrapper *blob)
{
	debugfs_create_blob(name, mode, directory, blob);
}
