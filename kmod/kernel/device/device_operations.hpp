// SPDX-License-Identifier: GPL-2.0-only
// What the kernel calls of a device of a class (ClassDevice, CharDevice), besides operations of its file. A device lists what it has: a
// CharDevice among its FileOperations, a ClassDevice as
//
//     using Operations = DeviceOperations<operation::uevent, operation::suspend, operation::resume>;
//
// uevent: kernel/device/uevent.hpp; suspend and resume: kernel/device/power.hpp.
#pragma once

#include "kernel/core/traits.hpp"
#include "kernel/file/listed.hpp"

namespace kernel
{
namespace
{

/// The operations that a device without a node has, as its Operations.
template <typename... Listed>
struct DeviceOperations {
	static_assert(
		(is_one_of<Listed, operation::uevent, operation::suspend, operation::resume> && ...),
		"a device without a node has the operations uevent, suspend and resume: make it a CharDevice "
		"(kernel/chrdev/char_device.hpp) for those of a file");

	template <typename Operation>
	static constexpr bool has = is_one_of<Operation, Listed...>;
};

namespace operation
{

// (Nothing of a file's: kernel/device/device_type.hpp wires them.)
struct NoFileOperation {
	template <typename Host, typename Table>
	static constexpr void fill(Table &)
	{
	}
};
struct uevent : NoFileOperation {
};
struct suspend : NoFileOperation {
};
struct resume : NoFileOperation {
};

} // namespace operation

template <typename D>
constexpr bool check_device_operations()
{
	KERNEL_CHECK_LISTED(uevent)
	KERNEL_CHECK_LISTED(suspend)
	KERNEL_CHECK_LISTED(resume)
	static_assert(lists_operation<D, operation::suspend>() == lists_operation<D, operation::resume>(),
		      "a device with one of operation::suspend and operation::resume has both");
	return true;
}

} // namespace
} // namespace kernel
