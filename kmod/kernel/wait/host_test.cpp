// SPDX-License-Identifier: GPL-2.0-only
// Waiting: what ends a wait, and what is held when it ends.
#include <atomic>
#include <climits>
#include <thread>

#include "tests/kit/host/fresh.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/wait/wait.hpp"

using kernel::CondVar;
using kernel::LockClass;
using kernel::Mutex;
using kernel::PollEvents;
using kernel::PollTable;
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

TEST_CASE_METHOD(Waiting, "a waiter that gives up passes on the wake-up that may have been meant for it")
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
				mutex.with([value](int &data) { data = value; });
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
	const PollEvents in = PollEvents::readable();
	const PollEvents out = PollEvents::writable();
	fake::Poller wants_in(in.bits());
	fake::Poller wants_out(out.bits());
	file file = {};
	queue.poll_wait(PollTable(&file, nullptr)); // the second look of a poll that is not to wait
	CHECK_FALSE(queue.has_sleeper());
	queue.poll_wait(PollTable(&file, wants_in.table()));
	queue.poll_wait(PollTable(&file, wants_out.table()));
	CHECK(queue.has_sleeper());
	queue.wake_pollers(in);
	CHECK(wants_in.woken() == in.bits());
	CHECK(wants_out.woken() == 0);
	queue.wake_pollers(in | out);
	CHECK(wants_out.woken() == (in | out).bits());
	CHECK(wants_in.woken() == (in | out).bits());
	queue.wake_all();
	CHECK(wants_in.woken() == ~0u);
}
