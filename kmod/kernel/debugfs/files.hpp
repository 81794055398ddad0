// SPDX-License-Identifier: GPL-2.0-only
// The struct file_operations of files in debugfs that the kernel has none for: a text, many items, and a number that is an Atomic.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/core/field.hpp"
#include "kernel/core/table.hpp"
#include "kernel/debugfs/shim.h"
#include "kernel/file/operation_types.hpp"
#include "kernel/file/shim.h"
#include "kernel/module/module.hpp"
#include "kernel/seq_file/seq_file.hpp"
#include "kernel/seq_file/seq_text.hpp"

namespace kernel
{
namespace
{

using DebugOperationsTable = Table<LAYOUT_FILE_OPERATIONS_SIZE, FileOperation_llseek, FileOperation_read,
				   FileOperation_write, FileOperation_open>;

// (With an owner, so that a file that is open keeps the module: its release, which debugfs calls even when the file is gone, is found in
// this table. And a module whose create() fails is freed even if its files are open: until it lives, they cannot be opened.)
constexpr DebugOperationsTable debug_operations(FileOperation_open open, FileOperation_open release,
						FileOperation_read read, FileOperation_llseek llseek)
{
	DebugOperationsTable table{};
	table.set(LAYOUT_FILE_OPERATIONS_owner, &__this_module);
	table.set(LAYOUT_FILE_OPERATIONS_open, open);
	table.set(LAYOUT_FILE_OPERATIONS_release, release);
	table.set(LAYOUT_FILE_OPERATIONS_read, read);
	table.set(LAYOUT_FILE_OPERATIONS_llseek, llseek);
	return table;
}

// A text, which a member function writes.
template <auto function>
class DebugText
{
	static int open(inode *inode, file *file)
	{
		if (!module_is_live())
			return static_cast<int>(errors::no_device.to_kernel());
		return shim_single_open(file, &SeqText<function>::show,
					field<void *>(inode, LAYOUT_DEBUGFS_INODE_i_private));
	}

public:
	static constinit const DebugOperationsTable operations;
};

template <auto function>
constinit const DebugOperationsTable DebugText<function>::operations =
	debug_operations(&open, &shim_single_release, &shim_seq_read, &shim_seq_lseek);

// Many items, as a Walk finds them.
template <typename Owner, typename Walk>
class DebugItems
{
	using File = SeqFile<Owner, Walk>;

	static int open(inode *inode, file *file)
	{
		if (!module_is_live())
			return static_cast<int>(errors::no_device.to_kernel());
		void *const state = shim___seq_open_private(
			file, reinterpret_cast<const seq_operations *>(&items), sizeof(typename File::State));
		if (state == nullptr)
			return static_cast<int>(errors::no_memory.to_kernel());
		static_cast<typename File::State *>(state)->owner =
			static_cast<Owner *>(field<void *>(inode, LAYOUT_DEBUGFS_INODE_i_private));
		return 0;
	}
	static constinit const SeqOperationsTable items;

public:
	static constinit const DebugOperationsTable operations;
};

template <typename Owner, typename Walk>
constinit const SeqOperationsTable DebugItems<Owner, Walk>::items = SeqFile<Owner, Walk>::make_operations();
template <typename Owner, typename Walk>
constinit const DebugOperationsTable DebugItems<Owner, Walk>::operations =
	debug_operations(&open, &shim_seq_release_private, &shim_seq_read, &shim_seq_lseek);

// An Atomic. (debugfs_create_u64 would see halves of it on 32-bit machines.)
template <typename T, bool is_hex>
class DebugAtomic
{
	// As debugfs_create_u32 and debugfs_create_x32 have it.
	static constexpr const char *format = !is_hex	       ? "%llu\n"
					      : sizeof(T) == 4 ? "0x%08llx\n"
							       : "0x%016llx\n";

	static int get(void *data, u64 *value)
	{
		*value = static_cast<const Atomic<T> *>(data)->load();
		return 0;
	}
	static int set(void *data, u64 value)
	{
		if (value > NumericLimits<T>::max())
			return static_cast<int>(errors::out_of_range.to_kernel());
		static_cast<Atomic<T> *>(data)->store(static_cast<T>(value));
		return 0;
	}
	static int open(inode *inode, file *file)
	{
		if (!module_is_live())
			return static_cast<int>(errors::no_device.to_kernel());
		return shim_simple_attr_open(inode, file, &get, &set, format);
	}
	static constexpr DebugOperationsTable make_operations()
	{
		DebugOperationsTable table = debug_operations(&open, &shim_simple_attr_release,
							      &shim_simple_attr_read, &shim_default_llseek);
		table.set(LAYOUT_FILE_OPERATIONS_write, &shim_simple_attr_write);
		return table;
	}

public:
	static constinit const DebugOperationsTable operations;
};

template <typename T, bool is_hex>
constinit const DebugOperationsTable
	DebugAtomic<T, is_hex>::operations = DebugAtomic<T, is_hex>::make_operations();

} // namespace
} // namespace kernel
