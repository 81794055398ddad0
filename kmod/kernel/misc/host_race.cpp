// SPDX-License-Identifier: GPL-2.0-only
// Threads that open, read, await and close a counted device while it goes.
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "kernel/lock/mutex.hpp"
#include "kernel/misc/misc_device.hpp"
#include "kernel/wait/wait.hpp"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

constinit LockClass data_class{"data"};
constinit LockClass queue_class{"queue"};
std::atomic<int> alive;

// Plain data, which a destructor that comes too early would race with.
struct Busy : Removable {
	using Operations = FileOperations<operation::read, operation::write, operation::poll>;
	struct Open {
		long calls = 0;
	};
	Busy() { alive.fetch_add(1, std::memory_order_relaxed); }
	~Busy()
	{
		unlocked = -1;
		alive.fetch_sub(1, std::memory_order_relaxed);
	}
	Result<size_t> read(Open &open)
	{
		++open.calls;
		auto data = data_.lock();
		TRY(changed_.wait_interruptible(data, Timeout::never(),
						[](long &data) { return data % 4 == 3; }));
		return static_cast<size_t>(*data + unlocked);
	}
	Result<size_t> write(UserReader from)
	{
		data_.with([](long &data) { ++data; });
		changed_.notify_all();
		return from.size();
	}
	PollEvents poll(PollTable table)
	{
		changed_.poll_wait(table);
		return PollEvents::readable();
	}

	long unlocked = 0;
	Mutex<long> data_{data_class, 0};
	CondVar changed_{queue_class, *this};
};

using Device = MiscDevice<Busy>;

void read_until_gone(fake::OpenFile &file)
{
	while (file.read_into(nullptr, 0) >= 0)
		std::this_thread::yield();
	if (file.read_into(nullptr, 0) != -ENODEV)
		fake::violated("another error than ENODEV");
}

} // namespace

TEST_CASE_METHOD(Fresh,
		 "a device that goes under readers, writers and pollers ends all of them, and then itself")
{
	fake::module_lives(true);
	for (int round = 0; round < 60; ++round) {
		auto device = std::make_unique<Device>(Device::register_device("busy", 0600).value());
		fake::OpenMisc files[3] = {fake::OpenMisc(fake::registered()),
					   fake::OpenMisc(fake::registered()),
					   fake::OpenMisc(fake::registered())};
		std::vector<std::thread> threads;
		threads.emplace_back([&] {
			read_until_gone(files[0]);
			files[0].close();
		});
		threads.emplace_back([&] {
			read_until_gone(files[1]);
			files[1].close();
		});
		threads.emplace_back([&] {
			fake::Poller poller;
			while (files[2].write("x") == 1)
				files[2].poll(poller.table());
			if (files[2].poll() != (LAYOUT_EPOLLHUP | LAYOUT_EPOLLERR))
				fake::violated("a poll that does not hang up");
		});
		for (int pause = 0; pause < round % 7; ++pause)
			std::this_thread::yield();
		device.reset();
		for (std::thread &thread : threads)
			thread.join();
		files[2].close();
		if (alive != 0)
			FAIL("alive in round " << round);
	}
}

// It must be reported: that shows that the test above could be.
TEST_CASE_METHOD(Fresh, "planted: a device's data without its lock race", "[.planted]")
{
	fake::module_lives(true);
	auto device = std::make_unique<Device>(Device::register_device("busy", 0600).value());
	fake::break_locks(true);
	const auto write = [] {
		fake::OpenMisc file(fake::registered());
		for (int round = 0; round < 2000; ++round)
			file.write("x");
	};
	std::thread other(write);
	write();
	other.join();
	fake::break_locks(false);
}
