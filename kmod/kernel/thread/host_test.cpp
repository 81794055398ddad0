// SPDX-License-Identifier: GPL-2.0-only
// Kernel threads, which are asked to stop.
#include "kernel/thread/thread.hpp"

#include <atomic>
#include <thread>

#include "kernel/wait/wait.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::LockClass;
using kernel::Timeout;
using kernel::WaitQueue;
namespace errors = kernel::errors;

namespace
{

constinit LockClass queue_class{"queue"};

void sleep_until_stopped(std::atomic<int> &rounds)
{
	WaitQueue nobody_else(queue_class);
	++rounds;
	const auto stopped = [] { return kernel::Thread<std::atomic<int>>::should_stop(); };
	if (!nobody_else.wait_interruptible(Timeout::never(), stopped).ok())
		fake::violated("a thread that was stopped got an error");
}

} // namespace

TEST_CASE_METHOD(Fresh, "a thread runs its function with its object and is joined when stopped, or destroyed")
{
	std::atomic<int> rounds = 0;
	{
		kernel::Thread<std::atomic<int>> thread(sleep_until_stopped, rounds);
		thread.stop(); // not started: nothing to stop
		REQUIRE(thread.start("test").ok());
		CHECK(thread.start("test").error() == errors::busy);
		while (rounds == 0)
			std::this_thread::yield();
		thread.stop();
		thread.stop();
		CHECK(fake::live_allocations() == 0);
		REQUIRE(thread.start("again").ok());
		while (rounds == 1)
			std::this_thread::yield();
	}
	CHECK(rounds == 2);
	CHECK(fake::live_allocations() == 0);
}

TEST_CASE_METHOD(Fresh,
		 "a thread whose function ends by itself can still be stopped; one without memory is ENOMEM")
{
	std::atomic<int> rounds = 0;
	kernel::Thread<std::atomic<int>> thread([](std::atomic<int> &counted) { ++counted; }, rounds);
	fake::fail_allocation(1);
	CHECK(thread.start("test").error() == errors::no_memory);
	CHECK(rounds == 0);
	REQUIRE(thread.start("test").ok());
	while (rounds == 0)
		std::this_thread::yield();
	thread.stop();
	CHECK(rounds == 1);
}

TEST_CASE_METHOD(Fresh, "a thread may be bound to a processor that is there, and scheduled otherwise")
{
	std::atomic<int> cpu = -1;
	kernel::Thread<std::atomic<int>> thread(
		[](std::atomic<int> &found) { found = static_cast<int>(fake::cpu_of_this_thread()); }, cpu);
	CHECK(thread.start_on(2, "test").error() == errors::invalid);
	fake::fail_allocation(1);
	CHECK(thread.start_on(1, "test").error() == errors::no_memory);
	thread.set_fifo(); // not started
	REQUIRE(thread.start_on(1, "test").ok());
	CHECK(thread.start_on(1, "test").error() == errors::busy);
	while (cpu == -1)
		std::this_thread::yield();
	CHECK(cpu == 1);
	thread.set_fifo();
	thread.set_fifo_low();
	CHECK(thread.set_nice(-20).ok());
	CHECK(thread.set_nice(20).error() == errors::invalid);
	CHECK(fake::take_policies() == "fifo low -20 ");
}

TEST_CASE_METHOD(Fresh, "a thread that is parked does nothing until it goes on, or is stopped")
{
	std::atomic<int> rounds = 0;
	kernel::Thread<std::atomic<int>> thread(
		[](std::atomic<int> &counted) {
			while (!kernel::Thread<std::atomic<int>>::should_stop()) {
				kernel::Thread<std::atomic<int>>::park_if_asked();
				++counted;
			}
		},
		rounds);
	thread.park(); // not started
	REQUIRE(thread.start("test").ok());
	for (int times = 0; times < 3; ++times) {
		thread.park();
		thread.park();
		const int before = rounds;
		std::this_thread::sleep_for(std::chrono::milliseconds(2));
		CHECK(rounds == before);
		thread.unpark();
		thread.unpark();
		while (rounds == before)
			std::this_thread::yield();
	}
	thread.park();
	thread.stop();
	REQUIRE(thread.start("again").ok());
	thread.park();
}

TEST_CASE_METHOD(Fresh, "a thread whose function has ended can be parked")
{
	std::atomic<int> rounds = 0;
	kernel::Thread<std::atomic<int>> thread([](std::atomic<int> &counted) { ++counted; }, rounds);
	REQUIRE(thread.start("test").ok());
	while (rounds == 0)
		std::this_thread::yield();
	thread.park();
	thread.unpark();
}
