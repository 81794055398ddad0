// SPDX-License-Identifier: GPL-2.0-only
// State of an open file that is made when it is first asked for, by whichever thread comes first.
#include <atomic>
#include <cerrno>
#include <thread>
#include <vector>

#include "kernel/file/host_test_device.hpp"

using namespace kernel;

namespace
{

struct Words {
	Words() { ++alive; }
	~Words() { --alive; }
	Words(const Words &) = delete;
	std::atomic<long> calls = 0;
	static inline std::atomic<int> alive = 0;
};

struct Device {
	using Operations = FileOperations<operation::open, operation::read, operation::ioctl>;
	using Open = OnDemand<Words>;
	Result<void> open(File file)
	{
		if (!file.readable())
			return errors::not_permitted;
		return {};
	}
	// Makes the state.
	Result<size_t> read(Open open)
	{
		const auto words = open.get();
		if (!words.ok())
			return words.error();
		++calls;
		return static_cast<size_t>(++words.value().calls);
	}
	// -1: there is none.
	Result<long> ioctl(Open open)
	{
		return open.existing() == nullptr ? -1 : open.existing()->calls.load();
	}
	std::atomic<int> calls = 0;
};

struct Demanding : Fresh {
	Host<Device> host;
	~Demanding() { CHECK(Words::alive == 0); }
};

} // namespace

TEST_CASE_METHOD(Demanding, "open makes nothing, the first get() the state, release destroys it")
{
	{
		OpenHost file(host);
		OpenHost untouched(host);
		OpenHost refused(host, fake::writing);
		CHECK(refused.opened() == -EPERM);
		CHECK(file.ioctl(0, 0) == -1);
		CHECK(fake::live_allocations() == 0);
		CHECK(file.read_into(nullptr, 0) == 1);
		CHECK(fake::last_gfp() == LAYOUT_GFP_KERNEL_ACCOUNT);
		CHECK(file.read_into(nullptr, 0) == 2);
		CHECK(file.ioctl(0, 0) == 2);
		CHECK(untouched.ioctl(0, 0) == -1);
		CHECK(fake::live_allocations() == 1);
		CHECK(host->calls == 2); // the device is found behind the state, too
	}
	CHECK(Words::alive == 0);
}

TEST_CASE_METHOD(Demanding, "without memory it is ENOMEM, and made the next time")
{
	OpenHost file(host);
	fake::fail_allocation(1);
	CHECK(file.read_into(nullptr, 0) == -ENOMEM);
	CHECK(file.ioctl(0, 0) == -1);
	CHECK(file.read_into(nullptr, 0) == 1);
}

TEST_CASE_METHOD(Demanding, "who makes it at the same time and comes second takes the first one's")
{
	OpenHost file(host);
	fake::before_cmpxchg([&] { CHECK(file.read_into(nullptr, 0) == 1); });
	CHECK(file.read_into(nullptr, 0) == 2);
	CHECK(Words::alive == 1);
	CHECK(fake::live_allocations() == 1);
}

TEST_CASE_METHOD(Demanding, "however many threads ask at once, there is one state, and all have used it")
{
	for (int round = 0; round < 200; ++round) {
		OpenHost file(host);
		std::atomic<int> waiting = 4;
		std::vector<std::thread> threads;
		for (int thread = 0; thread < 4; ++thread)
			threads.emplace_back([&] {
				--waiting;
				while (waiting != 0)
					std::this_thread::yield();
				if (file.read_into(nullptr, 0) < 1)
					fake::violated("a read that failed");
			});
		for (auto &thread : threads)
			thread.join();
		if (file.ioctl(0, 0) != 4 || Words::alive != 1)
			FAIL("more than one state in round " << round);
	}
}
