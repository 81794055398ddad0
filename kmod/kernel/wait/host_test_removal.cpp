// SPDX-License-Identifier: GPL-2.0-only
// Waiting for an object that goes meanwhile.
#include <atomic>
#include <thread>

#include "kernel/lock/mutex.hpp"
#include "kernel/wait/wait.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::CondVar;
using kernel::LockClass;
using kernel::Mutex;
using kernel::PollTable;
using kernel::Removable;
using kernel::Timeout;
using kernel::WaitQueue;
namespace errors = kernel::errors;

namespace
{

constinit LockClass queue_class{"queue"};
constinit LockClass data_class{"data"};

struct Object : Removable {
	WaitQueue before{queue_class, *this};
	Mutex<int> data{data_class, 0};
	CondVar changed{queue_class, *this};
	WaitQueue of_nothing{queue_class};
};

struct Leaving : Fresh {
	Object object;

	// In a thread of its own, until it sleeps.
	template <typename Wait>
	std::thread asleep(Wait wait)
	{
		std::atomic<fake::Task *> task = nullptr;
		std::thread thread([&task, wait] {
			task = fake::current_task();
			wait();
		});
		while (task == nullptr || !fake::is_asleep(task))
			std::this_thread::yield();
		return thread;
	}
};

} // namespace

TEST_CASE_METHOD(Leaving, "all sleepers in any queue of an object wake with ENODEV when it is removed")
{
	std::atomic<int> woken = 0;
	const auto sleep = [&] {
		if (object.before.wait_interruptible(Timeout::never(), [] { return false; }).error() ==
		    errors::no_device)
			++woken;
	};
	const auto sleep_with_lock = [&] {
		auto guard = object.data.lock();
		const auto result = object.changed.wait_interruptible(guard, Timeout::never(),
								      [](int &) { return false; });
		if (result.error() == errors::no_device && fake::locks_held() == 1)
			++woken;
	};
	std::thread threads[] = {asleep(sleep), asleep(sleep), asleep(sleep_with_lock),
				 asleep(sleep_with_lock)};
	object.remove();
	for (std::thread &thread : threads)
		thread.join();
	CHECK(woken == 4);
	CHECK_FALSE(object.before.has_sleeper());
}

TEST_CASE_METHOD(Leaving, "a wait for an object that is removed does not sleep, also if it would be ready")
{
	fake::on_sleep([](long) {
		fake::violated("slept");
		return 0L;
	});
	object.remove();
	CHECK(object.before.wait_interruptible(Timeout::never(), [] { return false; }).error() ==
	      errors::no_device);
	CHECK(object.before.wait_interruptible(Timeout::never(), [] { return true; }).error() ==
	      errors::no_device);
	auto guard = object.data.lock();
	CHECK(object.changed.wait_interruptible(guard, Timeout::never(), [](int &) { return true; })
		      .error() == errors::no_device);
	CHECK(fake::locks_held() == 1);
}

TEST_CASE_METHOD(Leaving, "an object that goes between the look and the sleep is not missed")
{
	int looks = 0;
	fake::on_sleep([](long timeout) { return timeout; });
	const auto result = object.before.wait_interruptible(Timeout::never(), [&] {
		if (++looks == 1)
			object.remove();
		return false;
	});
	CHECK(result.error() == errors::no_device);
	CHECK(looks == 1);
}

TEST_CASE_METHOD(Leaving, "a poller is woken when the object is removed, whatever it polls for")
{
	fake::Poller poller(LAYOUT_EPOLLHUP);
	fake::Poller other(LAYOUT_EPOLLIN);
	object.before.poll_wait(PollTable(nullptr, poller.table()));
	object.changed.poll_wait(PollTable(nullptr, other.table()));
	object.remove();
	CHECK((poller.woken() & LAYOUT_EPOLLHUP) != 0);
	CHECK(other.woken() != 0);
}

TEST_CASE_METHOD(Leaving, "a queue of nothing that goes waits on")
{
	object.remove();
	CHECK(object.of_nothing.wait_interruptible(Timeout::milliseconds(0), [] { return false; }).error() ==
	      errors::timed_out);
	CHECK(object.of_nothing.wait_interruptible(Timeout::never(), [] { return true; }).ok());
}
