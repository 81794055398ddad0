// SPDX-License-Identifier: GPL-2.0-only
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/seq_file.h>

LAYOUTS(debugfs)
{
	TYPE(DEBUGFS_BLOB, struct debugfs_blob_wrapper);
	DEFINE(LAYOUT_DEBUGFS_BLOB_data, offsetof(struct debugfs_blob_wrapper, data));
	DEFINE(LAYOUT_DEBUGFS_BLOB_size, offsetof(struct debugfs_blob_wrapper, size));

	DEFINE(LAYOUT_DEBUGFS_INODE_i_private, offsetof(struct inode, i_private));
	DEFINE(LAYOUT_DEBUGFS_SEQ_FILE_buf, offsetof(struct seq_file, buf));
	DEFINE(LAYOUT_DEBUGFS_SEQ_FILE_size, offsetof(struct seq_file, size));
	DEFINE(LAYOUT_DEBUGFS_SEQ_FILE_count, offsetof(struct seq_file, count));
	DEFINE(LAYOUT_DEBUGFS_SEQ_FILE_private, offsetof(struct seq_file, private));
}
