// SPDX-License-Identifier: GPL-2.0-only
// Errno: one of the kernel's error numbers, as a type; and those that are used most, by name.
#pragma once

#include "kernel/core/types.hpp"

namespace kernel
{
namespace
{

/// One of the kernel's error numbers, named as in errno(3), where they are positive; 0 is no error. The negative number that the
/// kernel's C has is made in one place, to_kernel(), and taken in one, from_kernel().
class [[nodiscard]] Errno
{
public:
	constexpr explicit Errno(int number) : returned_(-number) {}

	/// What a kernel function returned: 0 or a negative error number.
	static constexpr Errno from_kernel(long returned)
	{
		Errno error(0);
		error.returned_ = returned;
		return error;
	}
	/// What an entry point returns to the kernel.
	constexpr long to_kernel() const { return returned_; }
	constexpr bool operator==(const Errno &other) const = default;

private:
	// (As the kernel wants it, and as wide: an entry point then returns what it was given.)
	long returned_;
};

} // namespace

namespace errors
{
namespace
{
/// EFAULT.
constexpr Errno bad_address{EFAULT};
/// EBADF.
constexpr Errno bad_file{EBADF};
/// EBUSY.
constexpr Errno busy{EBUSY};
/// EEXIST.
constexpr Errno exists{EEXIST};
/// A signal came: the system call is restarted, or ends with EINTR.
constexpr Errno interrupted{LAYOUT_ERESTARTSYS};
/// EINVAL.
constexpr Errno invalid{EINVAL};
/// ENAMETOOLONG.
constexpr Errno name_too_long{ENAMETOOLONG};
/// ENODEV.
constexpr Errno no_device{ENODEV};
/// ENOMEM.
constexpr Errno no_memory{ENOMEM};
/// ENOSPC.
constexpr Errno no_space{ENOSPC};
/// ENOTTY.
constexpr Errno not_a_command{ENOTTY};
/// EPERM.
constexpr Errno not_permitted{EPERM};
/// ERANGE.
constexpr Errno out_of_range{ERANGE};
/// EOVERFLOW.
constexpr Errno overflow{EOVERFLOW};
/// ETIMEDOUT.
constexpr Errno timed_out{ETIMEDOUT};
/// EMSGSIZE.
constexpr Errno too_long{EMSGSIZE};
/// EAGAIN.
constexpr Errno would_block{EAGAIN};
} // namespace
} // namespace errors
} // namespace kernel
