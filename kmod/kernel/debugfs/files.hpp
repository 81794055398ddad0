// SPDX-License-Identifier: GPL-2.0-only
// The struct file_operations of files in debugfs that the kernel has none for: a text, and a number that is an Atomic.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/core/field.hpp"
#include "kernel/core/member.hpp"
#include "kernel/core/table.hpp"
#include "kernel/debugfs/shim.h"
#include "kernel/file/operations.h"
#include "kernel/file/shim.h"
#include "kernel/format/format.hpp"
#include "kernel/module/module.hpp"

namespace kernel
{
namespace
{

#define KERNEL_DEBUG_OPERATION_TYPE(name, result, ...) using DebugOperation_##name = result (*)(__VA_ARGS__);
KERNEL_FILE_OPERATIONS(KERNEL_DEBUG_OPERATION_TYPE)
#undef KERNEL_DEBUG_OPERATION_TYPE
using DebugOperationsTable = Table<LAYOUT_FILE_OPERATIONS_SIZE, DebugOperation_llseek, DebugOperation_read,
				   DebugOperation_write, DebugOperation_open>;

// (With an owner, so that a file that is open keeps the module: its release, which debugfs calls even when the file is gone, is found in
// this table. And a module whose create() fails is freed, whoever has its files open: until it lives, they cannot be opened.)
constexpr DebugOperationsTable debug_operations(DebugOperation_open open, DebugOperation_open release,
						DebugOperation_read read, DebugOperation_llseek llseek)
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
	using Class = ClassOf<function>;

	static int show(seq_file *seq, void *)
	{
		const auto &object =
			*static_cast<const Class *>(field<void *>(seq, LAYOUT_DEBUGFS_SEQ_FILE_private));
		char *const buffer = field<char *>(seq, LAYOUT_DEBUGFS_SEQ_FILE_buf);
		const size_t size = field<size_t>(seq, LAYOUT_DEBUGFS_SEQ_FILE_size);
		volatile size_t &count = field<size_t>(seq, LAYOUT_DEBUGFS_SEQ_FILE_count);
		TextWriter writer(Span<char>(buffer + count, size - count));
		const Result<void> shown = (object.*function)(writer);
		// (A count that is the size asks for more room.)
		count = writer.full() ? size : count + writer.text().size();
		return static_cast<int>(returned(shown));
	}
	static int open(inode *inode, file *file)
	{
		if (!module_is_live())
			return static_cast<int>(errors::no_device.to_kernel());
		return shim_single_open(file, &show, field<void *>(inode, LAYOUT_DEBUGFS_INODE_i_private));
	}

public:
	static constinit const DebugOperationsTable operations;
};

template <auto function>
constinit const DebugOperationsTable DebugText<function>::operations =
	debug_operations(&open, &shim_single_release, &shim_seq_read, &shim_seq_lseek);

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
