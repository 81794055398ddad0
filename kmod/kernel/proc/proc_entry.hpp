// SPDX-License-Identifier: GPL-2.0-only
// ProcEntry: a file in /proc that is read and written as a device is: each read(2) and write(2) calls a member function.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/member.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/core/table.hpp"
#include "kernel/file/file.hpp"
#include "kernel/file/shim.h"
#include "kernel/proc/handle.hpp"
#include "kernel/proc/operations.h"
#include "kernel/user/user.hpp"

namespace kernel
{
namespace
{

#define KERNEL_PROC_OPERATION_TYPE(name, result, ...) using ProcOperation_##name = result (*)(__VA_ARGS__);
KERNEL_PROC_OPERATIONS(KERNEL_PROC_OPERATION_TYPE)
#undef KERNEL_PROC_OPERATION_TYPE
using ProcOperationsTable = Table<LAYOUT_PROC_OPS_SIZE, ProcOperation_proc_read, ProcOperation_proc_write,
				  ProcOperation_proc_lseek>;

/// /proc/NAME, which is read and written. A member of the object that it belongs to, declared behind what read() and write() use, so
/// that it is destroyed first. (For a text that is only read, ProcFile is simpler.)
///
///     class Calculator
///     {
///     public:
///             Result<size_t> read(UserWriter to, Position position);
///             Result<size_t> write(UserReader from, Position position);
///             Result<void> publish() { return proc_.create("calculator", 0600); }
///     private:
///             ProcEntry<&Calculator::read, &Calculator::write> proc_{*this};
///     };
///
/// Both run in process context and may sleep; several at once, also for one file. They return how much they gave or took: a read of 0
/// is the end. The position is the open file's own; only advance() moves it.
template <auto read_function, auto write_function>
class ProcEntry : Pinned
{
	static_assert(is_member_of_type<read_function, Result<size_t>(UserWriter, Position)>,
		      "a ProcEntry is read by a member function: Result<size_t> read(UserWriter, Position)");
	static_assert(
		is_member_of_type<write_function, Result<size_t>(UserReader, Position)>,
		"a ProcEntry is written by a member function: Result<size_t> write(UserReader, Position)");
	static_assert(is_same<ClassOf<read_function>, ClassOf<write_function>>,
		      "a ProcEntry is read and written by member functions of one class");

public:
	using Class = ClassOf<read_function>;

	explicit ProcEntry(Class &object) : object_(object) {}
	/// Sleeps until nobody is in read() or write(). When it returns, the file is gone and neither is called any more; who has the file
	/// open gets EIO.
	~ProcEntry() = default;

	/// Makes the file; from then on it may be read and written. `name` is a literal, "hello" or a path below a directory that is there,
	/// "acpi/hello"; `mode` 0666 or less. Sleeps. EBUSY: it has been made. EINVAL: a mode that executes. ENOMEM: also if the name is
	/// taken or its directory missing, of which the kernel warns in the log.
	template <size_t size>
	Result<void> create(const char (&name)[size], u16 mode)
	{
		return handle_.create(
			mode, 0666, [&] { return shim_proc_create_data(name, mode, &operations, &object_); });
	}
	/// As the destructor, before its time. Sleeps.
	void remove() { handle_.remove(); }

private:
	static ssize_t read(file *file, char *to, size_t size, loff_t *position)
	{
		auto &object = *static_cast<Class *>(shim_pde_data(file));
		return returned((object.*read_function)(UserWriter(to, size), Position(*position)));
	}
	static ssize_t write(file *file, const char *from, size_t size, loff_t *position)
	{
		auto &object = *static_cast<Class *>(shim_pde_data(file));
		return returned((object.*write_function)(UserReader(from, size), Position(*position)));
	}
	static constexpr ProcOperationsTable make_operations()
	{
		ProcOperationsTable table{};
		table.set(LAYOUT_PROC_OPS_proc_read, &read);
		table.set(LAYOUT_PROC_OPS_proc_write, &write);
		table.set(LAYOUT_PROC_OPS_proc_lseek, &shim_default_llseek);
		return table;
	}
	static constinit const ProcOperationsTable operations;

	Class &object_;
	ProcHandle handle_;
};

template <auto read_function, auto write_function>
constinit const ProcOperationsTable ProcEntry<read_function, write_function>::operations =
	ProcEntry<read_function, write_function>::make_operations();

} // namespace
} // namespace kernel
