// SPDX-License-Identifier: GPL-2.0-only
// Waiting through signals; which tasks are woken, and in which order.
#include <atomic>
#include <thread>
#include <vector>

#include "tests/kit/host/fresh.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/wait/wait.hpp"

using kernel::CondVar;
using kernel::LockClass;
using kernel::Mutex;
using kernel::PollEvents;
using kernel::Timeout;
using kernel::WaitQueue;
namespace errors = kernel::errors;

namespace
{

constinit LockClass queue_class{"queue"};
constinit LockClass data_class{"data"};

struct Sleeping : Fresh {
	WaitQueue queue{queue_class};
	int sleeps = 0;

	// Instead of each sleep this happens; it returns what is left of the timeout.
	void instead_of_sleep(std::function<long(int, long)> happens)
	{
		fake::on_sleep([this, happens](long timeout) { return happens(++sleeps, timeout); });
	}
	~Sleeping() { CHECK_FALSE(queue.has_sleeper()); }
};

} // namespace

TEST_CASE_METHOD(Sleeping, "a signal does not end wait(), what it waits for and its time do")
{
	fake::send_signal(fake::current_task());
	instead_of_sleep([&](int, long timeout) { return timeout - 10; });
	CHECK(queue.wait(Timeout::never(), [&] { return sleeps == 3; }).ok());
	CHECK(sleeps == 3);
	instead_of_sleep([](int, long) { return 0L; });
	CHECK(queue.wait(Timeout::milliseconds(40), [] { return false; }).error() == errors::timed_out);
	CHECK(queue.wait_interruptible(Timeout::milliseconds(40), [] { return false; }).error() ==
	      errors::interrupted);
}

TEST_CASE_METHOD(Sleeping, "a task in wait() sleeps through a signal, and is woken by each kind of wake-up")
{
	using Wake = void (*)(WaitQueue &);
	for (const Wake wake :
	     {Wake([](WaitQueue &in) { in.wake_one(); }), Wake([](WaitQueue &in) { in.wake_all(); }),
	      Wake([](WaitQueue &in) { in.wake_pollers(PollEvents::readable()); })}) {
		std::atomic<fake::Task *> task = nullptr;
		std::atomic<bool> ready = false;
		std::atomic<int> looks = 0;
		bool ok = false;
		std::thread sleeper([&] {
			task = fake::current_task();
			ok = queue.wait(Timeout::never(), [&] {
					  ++looks;
					  return ready.load();
				  }).ok();
		});
		while (looks != 1 || !fake::is_asleep(task))
			std::this_thread::yield();
		fake::send_signal(task);
		CHECK(fake::is_asleep(task));
		CHECK(looks == 1);
		ready = true;
		wake(queue);
		sleeper.join();
		CHECK(ok);
		CHECK(looks == 2);
	}
}

TEST_CASE_METHOD(Sleeping, "wake_one wakes the task that has waited longest, and no other")
{
	std::atomic<int> allowed = 0;
	std::atomic<int> asleep = 0;
	std::vector<int> back;
	std::vector<std::thread> sleepers;
	Mutex<int> order(data_class, 0);
	for (int number = 0; number < 3; ++number) {
		sleepers.emplace_back([&, number] {
			bool looked = false;
			CHECK(queue.wait(Timeout::never(), [&] {
					   if (!looked)
						   ++asleep;
					   looked = true;
					   return allowed > number;
				   }).ok());
			order.with([&](int &) { back.push_back(number); });
		});
		while (asleep != number + 1)
			std::this_thread::yield();
	}
	for (int number = 0; number < 3; ++number) {
		++allowed;
		queue.wake_one();
		sleepers[static_cast<size_t>(number)].join();
	}
	CHECK(back == std::vector<int>{0, 1, 2});
}

TEST_CASE_METHOD(Sleeping, "a condition that is waited for by wait() holds its mutex again, signal or not")
{
	Mutex<int> mutex(data_class, 0);
	CondVar changed(queue_class);
	fake::send_signal(fake::current_task());
	unsigned int held_asleep = 1;
	instead_of_sleep([&](int, long timeout) {
		held_asleep = fake::locks_held();
		mutex.with([](int &value) { ++value; });
		return timeout > 10 ? timeout - 10 : 0;
	});
	auto guard = mutex.lock();
	CHECK(changed.wait(guard, Timeout::never(), [](int &value) { return value == 2; }).ok());
	CHECK(held_asleep == 0);
	CHECK(fake::locks_held() == 1);
	CHECK(changed.wait(guard, Timeout::milliseconds(40), [](int &) { return false; }).error() ==
	      errors::timed_out);
	CHECK(fake::locks_held() == 1);
}
