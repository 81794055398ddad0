// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/eventfd/eventfd.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

[[maybe_unused]] Result<void> eventfds()
{
	EventFd event = TRY(EventFd::get(3));
	event.signal();
	EventFd::get(3); // FAULT: an error would be ignored
	EventFd copy = event; // FAULT: (deleted|implicitly)
	EventFd none; // FAULT: no matching|no default
	return {};
}

} // namespace
