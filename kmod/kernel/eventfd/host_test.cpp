// SPDX-License-Identifier: GPL-2.0-only
// Eventfds: their references, and what a signal does.
#include "kernel/eventfd/eventfd.hpp"

#include <optional>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

TEST_CASE_METHOD(Fresh, "an eventfd is had by its descriptor, of which each signal adds one")
{
	fake::EventFd process;
	auto event = EventFd::get(process.descriptor());
	REQUIRE(event.ok());
	CHECK(process.references() == 2);
	event.value().signal();
	event.value().signal();
	CHECK(process.count() == 2);
}

TEST_CASE_METHOD(Fresh, "what is no eventfd is EINVAL, no descriptor EBADF")
{
	CHECK(EventFd::get(0).error() == errors::invalid);
	CHECK(EventFd::get(-1).error() == Errno(EBADF));
	CHECK(EventFd::get(100).error() == Errno(EBADF));
}

TEST_CASE_METHOD(Fresh,
		 "an eventfd is let go once, also when it was moved or replaced, and outlives the process")
{
	std::optional<fake::EventFd> first(std::in_place);
	fake::EventFd second;
	{
		EventFd event = EventFd::get(first->descriptor()).value();
		EventFd moved(kernel::move(event));
		CHECK(first->references() == 2);
		first.reset();
		moved.signal();
		moved = EventFd::get(second.descriptor()).value();
		CHECK(second.references() == 2);
		moved.signal();
	}
	CHECK(second.references() == 1);
	CHECK(second.count() == 1);
}
