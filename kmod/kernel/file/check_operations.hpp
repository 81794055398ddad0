// SPDX-License-Identifier: GPL-2.0-only
// What makes a mistake in a device's operations a sentence of the compiler's: checked when a table is made of them.
#pragma once

#include "kernel/file/context.hpp"
#include "kernel/file/listed.hpp"
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

// Nor does what is of another form than the operation has.
// clang-format off
#define KERNEL_CHECK_OPERATION(name, description, ...)                                                       \
	KERNEL_CHECK_LISTED(name)                                                                            \
	if constexpr (lists_operation<D, operation::name>() && can_call_##name<D>) {                         \
		static_assert(                                                                               \
			are_available<ArgumentsOf<&D::name>, NoOpenState, OpenState<D>, File, __VA_ARGS__>,  \
			"the device's `" #name "` takes a parameter that this operation does not have: it "  \
					       "may take, in any order, " description);                      \
	}
// clang-format on

template <typename D>
constexpr bool check_file_operations()
{
	static_assert(
		has_Operations<D>,
		"a device lists its operations: using Operations = FileOperations<operation::read, ...>;");
	static_assert(!has_Open<D> || open_is_public<D>, "the device's `Open` must be a public type");
	static_assert(!has_release<D>,
		      "a device has no `release`: what a file holds is destroyed with its `Open`");
	constexpr bool listed_mmap = lists_operation<D, operation::mmap>();
	constexpr bool listed_fault = lists_operation<D, operation::fault>();
	static_assert(!listed_mmap || is_complete<operation::mmap, D>,
		      "operation::mmap needs #include \"kernel/mm/mmap.hpp\"");
	static_assert(!listed_fault || is_complete<operation::fault, D>,
		      "operation::fault needs #include \"kernel/mm/mmap.hpp\"");
	static_assert(!listed_fault || listed_mmap,
		      "operation::fault serves what operation::mmap has mapped: list that, too");
	static_assert(listed_mmap || !has_mmap<D>, "`mmap` is a member of the device, but not in its "
						   "Operations: list operation::mmap (kernel/mm/mmap.hpp)");
	static_assert(listed_fault || !has_fault<D>,
		      "`fault` is a member of the device, but not in its Operations: list operation::fault "
		      "(kernel/mm/mmap.hpp)");
	KERNEL_CHECK_OPERATION(open, "File", File)
	KERNEL_CHECK_OPERATION(read, "Open &, File, UserWriter, Position", UserWriter, Position)
	KERNEL_CHECK_OPERATION(write, "Open &, File, UserReader, Position", UserReader, Position)
	KERNEL_CHECK_OPERATION(poll, "Open &, File, PollTable", PollTable)
	KERNEL_CHECK_OPERATION(ioctl, "Open &, File, unsigned int command, unsigned long argument",
			       unsigned int, unsigned long)
	if constexpr (lists_operation<D, operation::read>() && can_call_read<D>)
		static_assert(is_same<ReturnedBy<&D::read>, Result<size_t>>,
			      "the device's `read` must return Result<size_t>");
	if constexpr (lists_operation<D, operation::write>() && can_call_write<D>)
		static_assert(is_same<ReturnedBy<&D::write>, Result<size_t>>,
			      "the device's `write` must return Result<size_t>");
	if constexpr (lists_operation<D, operation::poll>() && can_call_poll<D>)
		static_assert(is_same<ReturnedBy<&D::poll>, PollEvents>,
			      "the device's `poll` must return PollEvents");
	if constexpr (lists_operation<D, operation::ioctl>() && can_call_ioctl<D>)
		static_assert(is_one_of<ReturnedBy<&D::ioctl>, Result<void>, Result<int>, Result<long>>,
			      "the device's `ioctl` must return Result<void>, Result<int> or Result<long>");
	if constexpr (lists_operation<D, operation::open>() && can_call_open<D>) {
		if constexpr (has_Open<D> && !is_on_demand<OpenState<D>>)
			static_assert(is_same<ReturnedBy<&D::open>, Result<OpenState<D>>>,
				      "the device's `open` must return Result<Open>, as it has an Open");
		else
			static_assert(is_same<ReturnedBy<&D::open>, Result<void>>,
				      "the device's `open` must return Result<void>, as it has no Open");
	}
	return true;
}

} // namespace
} // namespace kernel
