// SPDX-License-Identifier: GPL-2.0-only
// The state of an open file: made at open, its own, destroyed when the file is; and devices that can go meanwhile.
#include <cerrno>
#include <utility>

#include "kernel/file/host_test_device.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/removable/removable.hpp"

using namespace kernel;

namespace
{

// What an Open is made of, counted; one that was moved from is none any more.
class Counted
{
public:
	Counted() { ++made; }
	Counted(Counted &&other) : is_one_(std::exchange(other.is_one_, false)) {}
	~Counted() { destroyed += is_one_ ? 1 : 0; }

	static inline int made = 0;
	static inline int destroyed = 0;

private:
	bool is_one_ = true;
};

// Counts the reads of a file.
struct Counter {
	using Operations = FileOperations<operation::read, operation::ioctl>;
	struct Open {
		Counted counted;
		long reads = 0;
	};
	Result<size_t> read(Open &open) { return static_cast<size_t>(++open.reads); }
	static Result<long> ioctl(const Open &open) { return long{open.reads}; }
};

// The same from a number that open() says; a file for writing alone is refused.
struct Starting : Counter {
	using Operations =
		FileOperations<operation::open, operation::read, operation::ioctl, operation::nonseekable>;
	Result<Open> open(File file)
	{
		if (!file.readable())
			return errors::not_permitted;
		return Open{{}, start};
	}
	long start = 100;
};

constinit LockClass state_class{"state"};

// A state that cannot be moved.
struct Locking {
	using Operations = FileOperations<operation::ioctl>;
	struct Open {
		Mutex<long> calls{state_class, 0};
	};
	Result<long> ioctl(Open &open)
	{
		return open.calls.with([](long &calls) { return ++calls; });
	}
};

struct Going : Removable {
	using Operations = FileOperations<operation::open, operation::read, operation::write, operation::poll,
					  operation::ioctl>;
	struct Open {
		Counted counted;
	};
	Result<Open> open(File file)
	{
		if (file.nonblocking())
			return errors::busy;
		return Open();
	}
	Result<size_t> read(UserWriter to) { return done(to.size()); }
	Result<size_t> write(UserReader from) { return done(from.size()); }
	PollEvents poll()
	{
		++calls;
		return PollEvents::readable();
	}
	Result<void> ioctl()
	{
		++calls;
		return {};
	}
	size_t done(size_t size)
	{
		++calls;
		return size;
	}
	int calls = 0;
};

struct State : Fresh {
	State() { Counted::made = Counted::destroyed = 0; }
	~State() { CHECK(Counted::made == Counted::destroyed); }
};

} // namespace

TEST_CASE_METHOD(State, "each open file has a state of its own, charged to who opened it, until it is closed")
{
	Host<Counter> host;
	{
		OpenHost first(host);
		OpenHost second(host);
		CHECK(fake::last_gfp() == LAYOUT_GFP_KERNEL_ACCOUNT);
		CHECK(fake::live_allocations() == 2);
		CHECK(Counted::made == 2);
		first.read_into(nullptr, 0);
		first.read_into(nullptr, 0);
		second.read_into(nullptr, 0);
		CHECK(first.ioctl(0, 0) == 2);
		CHECK(second.ioctl(0, 0) == 1);
		first.close();
		CHECK(Counted::destroyed == 1);
		CHECK(second.ioctl(0, 0) == 1);
	}
	CHECK(Counted::destroyed == 2);
}

TEST_CASE_METHOD(State, "open() makes the state, or refuses, and then nothing is made or left")
{
	Host<Starting> host;
	{
		OpenHost refused(host, fake::writing);
		CHECK(refused.opened() == -EPERM);
	}
	CHECK(Counted::made == 0);
	OpenHost file(host);
	CHECK(file.read_into(nullptr, 0) == 101);
	CHECK(file.ioctl(0, 0) == 101);
	CHECK(file.seek(0, 0) == -ESPIPE);
	CHECK(Counted::made == 1);
}

TEST_CASE_METHOD(State, "an open without memory is ENOMEM, and what open() had made is destroyed")
{
	Host<Counter> counter;
	Host<Starting> starting;
	Host<Going, true> going;
	CHECK(with_each_failing_allocation([&] {
		      OpenHost file(counter);
		      CHECK(file.opened() == (fake::allocation_failed() ? -ENOMEM : 0));
	      }) == 1);
	CHECK(with_each_failing_allocation([&] {
		      OpenHost file(starting);
		      CHECK(file.opened() == (fake::allocation_failed() ? -ENOMEM : 0));
	      }) == 1);
	CHECK(with_each_failing_allocation([&] {
		      OpenHost file(going);
		      CHECK(file.opened() == (fake::allocation_failed() ? -ENOMEM : 0));
		      CHECK(going.holders == (fake::allocation_failed() ? 0 : 1));
	      }) == 1);
	CHECK(going.holders == 0);
}

TEST_CASE_METHOD(State,
		 "a state without open() may be one that stays where it was made, as one with a lock does")
{
	Host<Locking> host;
	OpenHost file(host);
	CHECK(file.ioctl(0, 0) == 1);
	CHECK(file.ioctl(0, 0) == 2);
}

TEST_CASE_METHOD(
	State, "a device that can go is not opened before its module has been loaded, as that may fail still")
{
	Host<Going, true> host;
	file raw = {};
	raw.private_data = host.private_data();
	const file_operations *const operations = Host<Going, true>::operations();
	CHECK(operations->open(nullptr, &raw) == -ENODEV);
	CHECK(host.holders == 0);
	fake::module_lives(true);
	CHECK(operations->open(nullptr, &raw) == 0);
	CHECK(host.holders == 1);
	CHECK(operations->release(nullptr, &raw) == 0);
}

TEST_CASE_METHOD(State, "a device that can go is held by each open file, not by an open that failed")
{
	Host<Going, true> host;
	{
		OpenHost first(host);
		OpenHost refused(host, fake::reading, fake::nonblocking);
		CHECK(refused.opened() == -EBUSY);
		CHECK(host.holders == 1);
		OpenHost second(host);
		CHECK(host.holders == 2);
	}
	CHECK(host.holders == 0);
}

TEST_CASE_METHOD(
	State, "of a device that is gone every operation is ENODEV, without being called, and poll hangs up")
{
	const fake::Way way = GENERATE(fake::Way::buffer, fake::Way::vectors);
	Host<Going, true> host;
	OpenHost file(host, fake::reading | fake::writing, 0, way);
	CHECK(file.read_into(nullptr, 0) == 0);
	CHECK(file.write("abc") == 3);
	CHECK(file.ioctl(0, 0) == 0);
	CHECK(file.poll() == (LAYOUT_EPOLLIN | LAYOUT_EPOLLRDNORM));
	CHECK(host->calls == 4);
	host->remove();
	CHECK(file.read_into(nullptr, 0) == -ENODEV);
	CHECK(file.write("abc") == -ENODEV);
	CHECK(file.ioctl(0, 0) == -ENODEV);
	CHECK(file.compat_ioctl(0, 0) == -ENODEV);
	CHECK(host->calls == 4);
	CHECK(file.poll() == (LAYOUT_EPOLLHUP | LAYOUT_EPOLLERR));
	file.close();
	CHECK(host.holders == 0);
	CHECK(Counted::destroyed == 1);
}
