// SPDX-License-Identifier: GPL-2.0-only
// Eventfds in the kernel: descriptors that are none. (Signals are seen by processes.)
#pragma once

#include "kernel/eventfd/eventfd.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// (Of the process that loads the module.)
Outcome what_is_no_eventfd_is_refused()
{
	EXPECT(EventFd::get(hidden(-1)).error() == Errno(EBADF));
	EXPECT(EventFd::get(hidden(100000)).error() == Errno(EBADF));
	const Errno other = EventFd::get(hidden(0)).error();
	EXPECT(other == errors::invalid || other == Errno(EBADF));
	return {};
}

constexpr Test eventfd_tests[] = {
	{"eventfd: a descriptor that is none is refused", what_is_no_eventfd_is_refused},
};

} // namespace
} // namespace selftest
