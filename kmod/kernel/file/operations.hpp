// SPDX-License-Identifier: GPL-2.0-only
// struct file_operations of a device, made by C++ of its member functions. A device lists those that it has:
//
//     using Operations = FileOperations<operation::read, operation::write, operation::poll>;
//     Result<size_t> read(Open &open, File file, UserWriter to, Position position);
//
// Each takes what it needs of what its kind of operation has, in any order:
//
//     open      File                                   -> Result<Open>, or Result<void> where there is no Open
//     read      Open &, File, UserWriter, Position     -> Result<size_t>, the bytes given
//     write     Open &, File, UserReader, Position     -> Result<size_t>, the bytes taken
//     poll      Open &, File, PollTable                -> PollEvents
//     ioctl     Open &, File, unsigned int (the command), unsigned long (its argument) -> Result<void> or of an integer
//     mmap, fault    kernel/mm/mmap.hpp
//     nonseekable    no function: the file has no offset (lseek and pread are ESPIPE)
//
// They run in process context and may sleep; several at once, also for one file. `struct Open`, if the device has one, is the state of
// one open file: made at open (of the device, if it has a constructor that takes a D &), destroyed when the last descriptor of it is
// closed. OnDemand<T> is one that is made later.
#pragma once

#include "kernel/file/check_operations.hpp"
#include "kernel/file/context.hpp"
#include "kernel/file/operation_types.hpp"
#include "kernel/module/module.hpp"
#include "kernel/probes.h"
#include "kernel/user/user.hpp"
#include "kernel/wait/poll.hpp"

namespace kernel
{
namespace
{

// (Each type once: release is of open's, read_iter of write_iter's and so on.)
using FileOperationsTable =
	Table<LAYOUT_FILE_OPERATIONS_SIZE, FileOperation_llseek, FileOperation_read, FileOperation_write,
	      FileOperation_read_iter, FileOperation_poll, FileOperation_unlocked_ioctl, FileOperation_mmap,
	      FileOperation_open, FileOperation_splice_read>;

/// The operations that a device has, as its Operations.
template <typename... Listed>
struct FileOperations {
	template <typename Operation>
	static constexpr bool has = is_one_of<Operation, Listed...>;

	template <typename Host>
	static constexpr void fill(FileOperationsTable &table)
	{
		(Listed::template fill<Host>(table), ...);
	}
};

// What a device may be called through: its entry points have the kernel's own types, so that kCFI's hashes agree.
template <typename Host>
struct FileEntries {
	using D = typename Host::Device;
	using State = FileState<Host, OpenState<D>>;

	static Host &host(File file) { return *static_cast<Host *>(host_of(file.private_data())); }

	// The operation, with what it takes; ENODEV of a device that is gone.
	template <auto method, typename... Values>
	KERNEL_ALWAYS_INLINE static long call(File file, Values &&...values)
	{
		Host &host = FileEntries::host(file);
		if constexpr (Host::may_go)
			if (host.device().removed()) [[unlikely]]
				return errors::no_device.to_kernel();
		return State::call(file, [&](auto &open) {
			return returned(call_with<method>(host.device(), open, file, values...));
		});
	}

	static int open(inode *, file *raw)
	{
		const File file(raw);
		Host &host = FileEntries::host(file);
		// (A module whose create() fails is freed even if files of it are open.)
		if constexpr (Host::may_go)
			if (!module_is_live())
				return static_cast<int>(errors::no_device.to_kernel());
		const auto begun = State::begin(host, file);
		if constexpr (Host::may_go)
			if (begun.ok())
				host.get();
		return static_cast<int>(begun.error().to_kernel());
	}
	static int open_nonseekable(inode *node, file *raw)
	{
		shim_nonseekable_open(node, raw);
		return open(node, raw);
	}
	static int release(inode *, file *raw)
	{
		const File file(raw);
		Host &host = FileEntries::host(file);
		State::end(file);
		if constexpr (Host::may_go)
			host.put();
		return 0;
	}
};

namespace operation
{

struct open {
	template <typename Host>
	static constexpr void fill(FileOperationsTable &)
	{
	}
};

struct nonseekable {
	template <typename Host>
	static constexpr void fill(FileOperationsTable &)
	{
	}
};

struct read {
	template <typename Host>
	static constexpr void fill(FileOperationsTable &table)
	{
		table.set(LAYOUT_FILE_OPERATIONS_read, &buffer<Host>);
		table.set(LAYOUT_FILE_OPERATIONS_read_iter, &vectors<Host>);
#if KERNEL_HAS_COPY_SPLICE_READ
		table.set(LAYOUT_FILE_OPERATIONS_splice_read, &shim_copy_splice_read);
#elif KERNEL_HAS_GENERIC_FILE_SPLICE_READ
		table.set(LAYOUT_FILE_OPERATIONS_splice_read, &shim_generic_file_splice_read);
#endif
	}
	template <typename Host>
	static ssize_t buffer(file *file, char *to, size_t size, loff_t *position)
	{
		return serve<Host>(file, to, size, position, nullptr);
	}
	template <typename Host>
	static ssize_t vectors(kiocb *call, iov_iter *to)
	{
		return serve<Host>(file_of(call), nullptr, size_of(to), position_of(call), to);
	}
	// (One for the two, out of line: a buffer costs the test of a pointer more, and the module half the code.)
	template <typename Host>
	[[gnu::noinline]] static ssize_t serve(file *file, char *to, size_t size, loff_t *position,
					       iov_iter *vectors)
	{
		return FileEntries<Host>::template call<&Host::Device::read>(
			File(file), later<UserWriter>([=] { return UserWriter(to, size, vectors); }),
			Position(*position));
	}
};

struct write {
	template <typename Host>
	static constexpr void fill(FileOperationsTable &table)
	{
		table.set(LAYOUT_FILE_OPERATIONS_write, &buffer<Host>);
		table.set(LAYOUT_FILE_OPERATIONS_write_iter, &vectors<Host>);
	}
	template <typename Host>
	static ssize_t buffer(file *file, const char *from, size_t size, loff_t *position)
	{
		return serve<Host>(file, from, size, position, nullptr);
	}
	template <typename Host>
	static ssize_t vectors(kiocb *call, iov_iter *from)
	{
		return serve<Host>(file_of(call), nullptr, size_of(from), position_of(call), from);
	}
	// (One for the two, out of line: a buffer costs the test of a pointer more, and the module half the code.)
	template <typename Host>
	[[gnu::noinline]] static ssize_t serve(file *file, const char *from, size_t size, loff_t *position,
					       iov_iter *vectors)
	{
		return FileEntries<Host>::template call<&Host::Device::write>(
			File(file), later<UserReader>([=] { return UserReader(from, size, vectors); }),
			Position(*position));
	}
};

struct poll {
	template <typename Host>
	static constexpr void fill(FileOperationsTable &table)
	{
		table.set(LAYOUT_FILE_OPERATIONS_poll, &entry<Host>);
	}
	template <typename Host>
	static __poll_t entry(file *raw, poll_table_struct *table)
	{
		using Entries = FileEntries<Host>;
		const File file(raw);
		Host &host = Entries::host(file);
		const auto events = Entries::State::call(file, [&](auto &open) {
			return call_with<&Host::Device::poll>(host.device(), open, file,
							      PollTable(raw, table));
		});
		if constexpr (Host::may_go)
			if (host.device().removed()) [[unlikely]]
				return PollEvents::hang_up().bits();
		return events.bits();
	}
};

struct ioctl {
	template <typename Host>
	static constexpr void fill(FileOperationsTable &table)
	{
		table.set(LAYOUT_FILE_OPERATIONS_unlocked_ioctl, &entry<Host>);
#ifdef CONFIG_COMPAT
		table.set(LAYOUT_FILE_OPERATIONS_compat_ioctl, &shim_compat_ptr_ioctl);
#endif
	}
	template <typename Host>
	static long entry(file *file, unsigned int command, unsigned long argument)
	{
		return FileEntries<Host>::template call<&Host::Device::ioctl>(File(file), command, argument);
	}
};

} // namespace operation

template <typename Host>
constexpr FileOperationsTable make_file_operations()
{
	using D = typename Host::Device;
	using Listed = typename D::Operations;
	using Entries = FileEntries<Host>;
	static_assert(check_file_operations<D>());
	constexpr bool nonseekable = Listed::template has<operation::nonseekable>;
	constexpr bool has_state = has_Open<D> && !is_on_demand<OpenState<D>>;

	FileOperationsTable table{};
	table.set(LAYOUT_FILE_OPERATIONS_owner, &__this_module);
	Listed::template fill<Host>(table);
	if constexpr (Host::may_go || has_state || has_open<D>)
		table.set(LAYOUT_FILE_OPERATIONS_open,
			  nonseekable ? &Entries::open_nonseekable : &Entries::open);
	else if constexpr (nonseekable)
		table.set(LAYOUT_FILE_OPERATIONS_open, &shim_nonseekable_open);
	if constexpr (Host::may_go || has_Open<D>)
		table.set(LAYOUT_FILE_OPERATIONS_release, &Entries::release);
	// (Without it, lseek is ESPIPE: what is neither read nor written has no offset.)
	if constexpr (!nonseekable &&
		      (Listed::template has<operation::read> || Listed::template has<operation::write>))
		table.set(LAYOUT_FILE_OPERATIONS_llseek, &shim_default_llseek);
	return table;
}

template <typename Host>
constinit const FileOperationsTable file_operations_of = make_file_operations<Host>();

} // namespace
} // namespace kernel
