// SPDX-License-Identifier: GPL-2.0-only
#include <linux/debugfs.h>
#include <linux/fs.h>

LAYOUTS(debugfs)
{
	TYPE(DEBUGFS_BLOB, struct debugfs_blob_wrapper);
	DEFINE(LAYOUT_DEBUGFS_BLOB_data, offsetof(struct debugfs_blob_wrapper, data));
	DEFINE(LAYOUT_DEBUGFS_BLOB_size, offsetof(struct debugfs_blob_wrapper, size));

	DEFINE(LAYOUT_DEBUGFS_INODE_i_private, offsetof(struct inode, i_private));
}
