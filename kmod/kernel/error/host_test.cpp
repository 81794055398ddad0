// SPDX-License-Identifier: GPL-2.0-only
// Error numbers, inside and on their way to the kernel.
#include "kernel/error/error.hpp"

#include <cerrno>
#include <utility>

#include "tests/kit/host/fresh.hpp"

using kernel::Errno;
namespace errors = kernel::errors;

TEST_CASE("an errno is negative on its way to the kernel and positive inside")
{
	CHECK(errors::invalid.to_kernel() == -EINVAL);
	CHECK(Errno(EPERM).to_kernel() == -EPERM);
	CHECK(Errno::from_kernel(-EBUSY) == Errno(EBUSY));
	CHECK_FALSE(Errno::from_kernel(-EBUSY) == Errno(EIO));
	CHECK(errors::interrupted.to_kernel() == -LAYOUT_ERESTARTSYS);
}

TEST_CASE("each named error is the errno of its name")
{
	const std::pair<Errno, int> named[] = {
		{errors::invalid, EINVAL},
		{errors::bad_address, EFAULT},
		{errors::bad_file, EBADF},
		{errors::no_memory, ENOMEM},
		{errors::not_permitted, EPERM},
		{errors::not_a_command, ENOTTY},
		{errors::out_of_range, ERANGE},
		{errors::overflow, EOVERFLOW},
		{errors::too_long, EMSGSIZE},
		{errors::no_space, ENOSPC},
		{errors::timed_out, ETIMEDOUT},
		{errors::busy, EBUSY},
		{errors::exists, EEXIST},
		{errors::name_too_long, ENAMETOOLONG},
		{errors::no_device, ENODEV},
		{errors::would_block, EAGAIN},
		{errors::interrupted, LAYOUT_ERESTARTSYS},
	};
	for (const auto &[error, number] : named)
		CHECK(error.to_kernel() == -number);
}
