// SPDX-License-Identifier: MIT
// Waiting: what ends a wait, what is held when it ends, and kernel threads that are told to end.
#include <atomic>
#include <climits>
#include <thread>

#include "fresh.hpp"
#include "kernel/thread.hpp"
#include "kernel/wait.hpp"

using kernel::CondVar;
using kernel::LockClass;
using kernel::Mutex;
using kernel::Result;
using kernel::Timeout;
using kernel::WaitQueue;
namespace errors = kernel::errors;

namespace
{

constinit LockClass queue_class{"queue"};
constinit LockClass data_class{"data"};

struct Waiting : Fresh {
	WaitQueue queue{queue_class};
	int sleeps = 0;

	// Instead of the nth sleep (1, 2, ...) this happens; it returns what is left of the timeout.
	void instead_of_sleep(std::function<long(int, long)> happens)
	{
		fake::on_sleep([this, happens](long timeout) { return happens(++sleeps, timeout); });
	}
	~Waiting() { CHECK_FALSE(queue.has_sleeper()); }
};

void sleep_until_stopped(std::atomic<int> &rounds)
{
	WaitQueue nobody_else(queue_class);
	++rounds;
	const auto stopped = [] { return kernel::Thread<std::atomic<int>>::should_stop(); };
	if (!nobody_else.wait_interruptible(Timeout::never(), stopped).ok())
		fake::violated("a thread that was stopped got an error");
}

} // namespace

TEST_CASE("a timeout is in jiffies, and the longest is no timeout")
{
	CHECK(Timeout::milliseconds(0).jiffies() == 0);
	CHECK(Timeout::milliseconds(1000).jiffies() == 1000 / fake::milliseconds_per_jiffy);
	CHECK(Timeout::milliseconds(1001).jiffies() == 1000 / fake::milliseconds_per_jiffy + 1);
	CHECK(Timeout::never().jiffies() == LONG_MAX);
	CHECK(Timeout::milliseconds(UINT_MAX).jiffies() == LONG_MAX); // the fake says ULONG_MAX
}

TEST_CASE_METHOD(Waiting, "what is ready at once is not slept for, whatever the timeout or signal")
{
	fake::send_signal(fake::current_task());
	CHECK(queue.wait_interruptible(Timeout::never(), [] { return true; }).ok());
	CHECK(queue.wait_interruptible(Timeout::milliseconds(0), [] { return true; }).ok());
	CHECK(sleeps == 0);
}

TEST_CASE_METHOD(Waiting, "a wait of no time is over at once")
{
	instead_of_sleep([](int, long) { return 0L; });
	CHECK(queue.wait_interruptible(Timeout::milliseconds(0), [] { return false; }).error() ==
	      errors::timed_out);
	CHECK(sleeps == 0);
}

TEST_CASE_METHOD(Waiting, "a wait ends with ETIMEDOUT when its time is over, counted over all its sleeps")
{
	std::vector<long> timeouts;
	instead_of_sleep([&](int, long timeout) {
		timeouts.push_back(timeout);
		return timeout > 10 ? timeout - 10 : 0;
	});
	const auto result = queue.wait_interruptible(Timeout::milliseconds(25 * fake::milliseconds_per_jiffy),
						     [] { return false; });
	CHECK(result.error() == errors::timed_out);
	CHECK(timeouts == std::vector<long>{25, 15, 5});
}

TEST_CASE_METHOD(Waiting, "what gets ready in the last moment is not a timeout")
{
	bool ready = false;
	instead_of_sleep([&](int, long) {
		ready = true;
		return 0L;
	});
	CHECK(queue.wait_interruptible(Timeout::milliseconds(100), [&] { return ready; }).ok());
}

TEST_CASE_METHOD(Waiting, "a signal ends a wait with ERESTARTSYS")
{
	instead_of_sleep([&](int, long timeout) {
		fake::send_signal(fake::current_task());
		return timeout;
	});
	CHECK(queue.wait_interruptible(Timeout::never(), [] { return false; }).error() ==
	      errors::interrupted);
	CHECK(sleeps == 1);
}

TEST_CASE_METHOD(Waiting, "a wake-up without a reason is slept over")
{
	instead_of_sleep([&](int, long timeout) {
		CHECK(queue.has_sleeper());
		queue.wake_all();
		return timeout;
	});
	CHECK(queue.wait_interruptible(Timeout::never(), [&] { return sleeps == 5; }).ok());
	CHECK(sleeps == 5);
}

TEST_CASE_METHOD(Waiting, "a sleeper is woken by another thread, and a wake-up before the sleep is not lost")
{
	std::atomic<bool> ready = false;
	bool asked = false;
	std::thread waker;
	const auto result = queue.wait_interruptible(Timeout::never(), [&] {
		if (!asked) {
			// Between the look and the sleep.
			asked = true;
			ready = true;
			queue.wake_one();
			ready = false;
			waker = std::thread([&] {
				ready = true;
				queue.wake_all();
			});
			return false;
		}
		return ready.load();
	});
	CHECK(result.ok());
	waker.join();
}

TEST_CASE_METHOD(Waiting, "who gives up passes on the wake-up that may have been meant for it")
{
	instead_of_sleep([&](int, long) { return 0L; });
	CHECK(queue.wait_interruptible(Timeout::milliseconds(4), [] { return false; }).error() ==
	      errors::timed_out);
	CHECK(fake::wake_ups() == 1);
	CHECK(queue.wait_interruptible(Timeout::milliseconds(4), [&] { return sleeps == 2; }).ok());
	CHECK(fake::wake_ups() == 1);
}

TEST_CASE_METHOD(Waiting, "a condition is asked with its mutex held, and the mutex is held again afterwards")
{
	Mutex<int> mutex(data_class, 0);
	CondVar changed(queue_class);
	std::thread other;
	{
		auto guard = mutex.lock();
		other = std::thread([&] {
			for (int value = 1; value <= 3; ++value) {
				*mutex.lock() = value;
				changed.notify_one();
			}
			changed.notify_all();
		});
		const auto result = changed.wait_interruptible(guard, Timeout::never(), [](int &value) {
			CHECK(fake::locks_held() == 1);
			return value == 3;
		});
		CHECK(result.ok());
		CHECK(fake::locks_held() == 1);
		CHECK(*guard == 3);
	}
	other.join();
}

TEST_CASE_METHOD(Waiting, "a condition that times out or is interrupted leaves the mutex held")
{
	Mutex<int> mutex(data_class, 0);
	CondVar changed(queue_class);
	auto guard = mutex.lock();
	unsigned int held_asleep = 1;
	instead_of_sleep([&](int, long) {
		held_asleep = fake::locks_held();
		return 0L;
	});
	const auto never = [](int &) { return false; };
	CHECK(changed.wait_interruptible(guard, Timeout::milliseconds(9), never).error() ==
	      errors::timed_out);
	CHECK(held_asleep == 0);
	CHECK(fake::locks_held() == 1);
	fake::send_signal(fake::current_task());
	CHECK(changed.wait_interruptible(guard, Timeout::never(), never).error() == errors::interrupted);
	CHECK(fake::locks_held() == 1);
}

TEST_CASE_METHOD(Waiting, "pollers join a queue and are woken for the events that they poll for")
{
	fake::Poller wants_one(1);
	fake::Poller wants_two(2);
	file file = {};
	queue.poll_wait(&file, nullptr); // the second look of a poll that is not to wait
	CHECK_FALSE(queue.has_sleeper());
	queue.poll_wait(&file, wants_one.table());
	queue.poll_wait(&file, wants_two.table());
	CHECK(queue.has_sleeper());
	queue.wake_pollers(1);
	CHECK(wants_one.woken() == 1);
	CHECK(wants_two.woken() == 0);
	queue.wake_pollers(3);
	CHECK(wants_two.woken() == 3);
	CHECK(wants_one.woken() == 3);
}

TEST_CASE_METHOD(Fresh, "a thread runs its function with its object and is joined when stopped, or destroyed")
{
	std::atomic<int> rounds = 0;
	{
		kernel::Thread<std::atomic<int>> thread(sleep_until_stopped, rounds);
		thread.stop(); // not started: nothing to stop
		REQUIRE(thread.start("test").ok());
		CHECK(thread.start("test").error() == kernel::Errno(EBUSY));
		while (rounds == 0)
			std::this_thread::yield();
		thread.stop();
		thread.stop();
		CHECK(fake::live_allocations() == live_before);
		REQUIRE(thread.start("again").ok());
		while (rounds == 1)
			std::this_thread::yield();
	}
	CHECK(rounds == 2);
	CHECK(fake::live_allocations() == live_before);
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
