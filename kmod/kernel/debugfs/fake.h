// SPDX-License-Identifier: GPL-2.0-only
// The fake of debugfs: its files by path, and what a read or a write of one gives.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "kernel/file/fake.h"

struct dentry;
struct debugfs_blob_wrapper {
	void *data;
	unsigned long size;
};

#define LAYOUT_DEBUGFS_BLOB_SIZE sizeof(::debugfs_blob_wrapper)
#define LAYOUT_DEBUGFS_BLOB_ALIGN alignof(::debugfs_blob_wrapper)
#define LAYOUT_DEBUGFS_BLOB_data offsetof(::debugfs_blob_wrapper, data)
#define LAYOUT_DEBUGFS_BLOB_size offsetof(::debugfs_blob_wrapper, size)

#define LAYOUT_DEBUGFS_INODE_i_private offsetof(::inode, i_private)

namespace fake
{

// From now on debugfs refuses everything, as on a kernel that is built without it.
void disable_debugfs();

// "hello/count": "no such file", "errno 5", or the text.
std::string read_debugfs(const std::string &path);
// 0, or a negative errno.
long write_debugfs(const std::string &path, std::string_view text);
unsigned short mode_of_debugfs(const std::string &path);
// How many files there are, with the directories.
std::size_t entries_of_debugfs();

} // namespace fake
