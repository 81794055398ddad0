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
// one open file: made at open, destroyed when the last descriptor of it is closed. OnDemand<T> is one that is made later.
#pragma once

#include "kernel/file/context.hpp"
#include "kernel/file/operations.h"
#include "kernel/file/shim.h"
#include "kernel/probes.h"
#include "kernel/user/user.hpp"
#include "kernel/wait/poll.hpp"

namespace kernel
{
namespace
{

KERNEL_MEMBER_PROBE(read)
KERNEL_MEMBER_PROBE(write)
KERNEL_MEMBER_PROBE(poll)
KERNEL_MEMBER_PROBE(ioctl)
KERNEL_MEMBER_PROBE(mmap)
KERNEL_MEMBER_PROBE(fault)
KERNEL_MEMBER_PROBE(release)
KERNEL_MEMBER_PROBE(Operations)

#define KERNEL_OPERATION_TYPE(name, result, ...) using FileOperation_##name = result (*)(__VA_ARGS__);
KERNEL_FILE_OPERATIONS(KERNEL_OPERATION_TYPE)
#undef KERNEL_OPERATION_TYPE

// (Each type once: release is of open's, read_iter of write_iter's and so on.)
using FileOperationsTable =
	Table<LAYOUT_FILE_OPERATIONS_SIZE, FileOperation_llseek, FileOperation_read, FileOperation_write, FileOperation_read_iter,
	      FileOperation_poll, FileOperation_unlocked_ioctl, FileOperation_mmap, FileOperation_open, FileOperation_splice_read>;

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

// (kernel/mm/mmap.hpp)
struct mmap;
struct fault;

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
		return FileEntries<Host>::template call<&Host::Device::read>(
			File(file), later<UserWriter>([=] { return UserWriter(to, size); }), Position(*position));
	}
	template <typename Host>
	static ssize_t vectors(kiocb *call, iov_iter *to)
	{
		return FileEntries<Host>::template call<&Host::Device::read>(
			file_of(call), later<UserWriter>([=] { return UserWriter(*to); }), position_of(call));
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
		return FileEntries<Host>::template call<&Host::Device::write>(
			File(file), later<UserReader>([=] { return UserReader(from, size); }), Position(*position));
	}
	template <typename Host>
	static ssize_t vectors(kiocb *call, iov_iter *from)
	{
		return FileEntries<Host>::template call<&Host::Device::write>(
			file_of(call), later<UserReader>([=] { return UserReader(*from); }), position_of(call));
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
			return call_with<&Host::Device::poll>(host.device(), open, file, PollTable(raw, table));
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

// What is written but not listed, listed but not written, private, or of another form than the operation has does not compile.
#define KERNEL_CHECK_OPERATION(name, description, ...)                                                       \
	static_assert(!has_##name<D> || listed_##name,                                                       \
		      "`" #name "` is a member of the device, but not in its Operations: list operation::" #name      \
		      ", or call the member something else");                                                \
	static_assert(!listed_##name || has_##name<D>,                                                       \
		      "operation::" #name " is in the device's Operations, but it has no member function `" #name "`"); \
	static_assert(!listed_##name || can_call_##name<D>,                                                  \
		      "the device's `" #name "` must be one public member function: it is private, overloaded or a template"); \
	if constexpr (listed_##name && can_call_##name<D>) {                                                 \
		static_assert(are_available<ArgumentsOf<&D::name>, NoOpenState, OpenState<D>, File, __VA_ARGS__>, \
			      "the device's `" #name "` takes a parameter that this operation does not have: " description); \
	}

template <typename D>
constexpr bool check_file_operations()
{
	static_assert(has_Operations<D>, "a device lists its operations: using Operations = FileOperations<operation::read, ...>;");
	static_assert(!has_Open<D> || open_is_public<D>, "the device's `Open` must be a public type");
	static_assert(!has_release<D>, "a device has no `release`: what a file holds is destroyed with its `Open`");
	using Listed = typename D::Operations;
	constexpr bool listed_open = Listed::template has<operation::open>;
	constexpr bool listed_read = Listed::template has<operation::read>;
	constexpr bool listed_write = Listed::template has<operation::write>;
	constexpr bool listed_poll = Listed::template has<operation::poll>;
	constexpr bool listed_ioctl = Listed::template has<operation::ioctl>;
	constexpr bool listed_mmap = Listed::template has<operation::mmap>;
	constexpr bool listed_fault = Listed::template has<operation::fault>;
	static_assert(!listed_mmap || is_complete<operation::mmap, D>, "operation::mmap needs #include \"kernel/mm/mmap.hpp\"");
	static_assert(!listed_fault || is_complete<operation::fault, D>, "operation::fault needs #include \"kernel/mm/mmap.hpp\"");
	static_assert(!listed_fault || listed_mmap, "operation::fault serves what operation::mmap has mapped: list that, too");
	static_assert(listed_mmap || !has_mmap<D>,
		      "`mmap` is a member of the device, but not in its Operations: list operation::mmap (kernel/mm/mmap.hpp)");
	static_assert(listed_fault || !has_fault<D>,
		      "`fault` is a member of the device, but not in its Operations: list operation::fault (kernel/mm/mmap.hpp)");
	KERNEL_CHECK_OPERATION(open, "File", File)
	KERNEL_CHECK_OPERATION(read, "Open &, File, UserWriter, Position", UserWriter, Position)
	KERNEL_CHECK_OPERATION(write, "Open &, File, UserReader, Position", UserReader, Position)
	KERNEL_CHECK_OPERATION(poll, "Open &, File, PollTable", PollTable)
	KERNEL_CHECK_OPERATION(ioctl, "Open &, File, unsigned int command, unsigned long argument", unsigned int, unsigned long)
	if constexpr (listed_read && can_call_read<D>)
		static_assert(is_same<ReturnedBy<&D::read>, Result<size_t>>, "the device's `read` must return Result<size_t>");
	if constexpr (listed_write && can_call_write<D>)
		static_assert(is_same<ReturnedBy<&D::write>, Result<size_t>>, "the device's `write` must return Result<size_t>");
	if constexpr (listed_poll && can_call_poll<D>)
		static_assert(is_same<ReturnedBy<&D::poll>, PollEvents>, "the device's `poll` must return PollEvents");
	if constexpr (listed_ioctl && can_call_ioctl<D>)
		static_assert(is_one_of<ReturnedBy<&D::ioctl>, Result<void>, Result<int>, Result<long>>,
			      "the device's `ioctl` must return Result<void>, Result<int> or Result<long>");
	if constexpr (listed_open && can_call_open<D>) {
		if constexpr (has_Open<D> && !is_on_demand<OpenState<D>>)
			static_assert(is_same<ReturnedBy<&D::open>, Result<OpenState<D>>>,
				      "the device's `open` must return Result<Open>, as it has an Open");
		else
			static_assert(is_same<ReturnedBy<&D::open>, Result<void>>,
				      "the device's `open` must return Result<void>, as it has no Open");
	}
	return true;
}

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
		table.set(LAYOUT_FILE_OPERATIONS_open, nonseekable ? &Entries::open_nonseekable : &Entries::open);
	else if constexpr (nonseekable)
		table.set(LAYOUT_FILE_OPERATIONS_open, &shim_nonseekable_open);
	if constexpr (Host::may_go || has_Open<D>)
		table.set(LAYOUT_FILE_OPERATIONS_release, &Entries::release);
	if constexpr (!nonseekable)
		table.set(LAYOUT_FILE_OPERATIONS_llseek, &shim_default_llseek);
	return table;
}

template <typename Host>
constinit const FileOperationsTable file_operations_of = make_file_operations<Host>();

} // namespace
} // namespace kernel
