// SPDX-License-Identifier: GPL-2.0-only
// Wait queues: which task is woken, by what, and after how long.
#pragma once

#include "kernel/wait/kernel_test_condvar.hpp"
#include "kernel/wait/kernel_test_waiter.hpp"
#include "kernel/wait/wait.hpp"
#include "tests/kit/selftest/ktap.hpp"
#include "kernel/atomic/atomic.hpp"
#include "kernel/thread/thread.hpp"

namespace selftest
{
namespace
{

// One waiter, which is woken by `wake`.
template <typename Wake>
Outcome waiter_is_woken(Wake wake, bool interruptible = true)
{
	Room room;
	Waiter waiter(room, 600'000, interruptible);
	EXPECT(!room.queue.has_sleeper());
	TRY(waiter.start());
	EXPECT(eventually([&] { return room.queue.has_sleeper() && waiter.looks() == 1; }));
	EXPECT(!waiter.is_back());
	room.open.set();
	wake(room.queue);
	EXPECT(eventually([&] { return waiter.is_back(); }));
	EXPECT(waiter.error() == Errno(0) && !room.queue.has_sleeper());
	return {};
}

Outcome wake_one_wakes()
{
	return waiter_is_woken([](WaitQueue &queue) { queue.wake_one(); });
}
Outcome wake_all_wakes()
{
	return waiter_is_woken([](WaitQueue &queue) { queue.wake_all(); });
}
Outcome wake_pollers_wakes()
{
	return waiter_is_woken([](WaitQueue &queue) { queue.wake_pollers(PollEvents::readable()); });
}

Outcome every_wake_wakes_an_uninterruptible_waiter()
{
	const auto by_one = waiter_is_woken([](WaitQueue &queue) { queue.wake_one(); }, false);
	if (by_one.is_failed())
		return by_one;
	const auto by_all = waiter_is_woken([](WaitQueue &queue) { queue.wake_all(); }, false);
	if (by_all.is_failed())
		return by_all;
	return waiter_is_woken([](WaitQueue &queue) { queue.wake_pollers(PollEvents::readable()); }, false);
}

Outcome wake_all_wakes_everyone()
{
	Room room;
	Waiter waiters[] = {Waiter(room), Waiter(room), Waiter(room)};
	for (Waiter &waiter : waiters)
		TRY(waiter.start());
	for (Waiter &waiter : waiters)
		EXPECT(eventually([&] { return waiter.looks() == 1; }));
	room.open.set();
	room.queue.wake_all();
	for (Waiter &waiter : waiters)
		EXPECT(eventually([&] { return waiter.is_back(); }) && waiter.error() == Errno(0));
	EXPECT(!room.queue.has_sleeper());
	return {};
}

Outcome wake_one_wakes_one_after_the_other()
{
	Room room;
	Waiter waiters[] = {Waiter(room), Waiter(room), Waiter(room)};
	const auto are_back = [&](int expected) {
		int back = 0;
		for (const Waiter &waiter : waiters)
			back += waiter.is_back() ? 1 : 0;
		return back == expected;
	};
	for (Waiter &waiter : waiters) {
		TRY(waiter.start());
		EXPECT(eventually([&] { return waiter.looks() == 1; }));
	}
	room.open.set();
	for (int wakes = 1; wakes <= 3; ++wakes) {
		room.queue.wake_one();
		EXPECT(eventually([&] { return are_back(wakes); }));
		shim_schedule_timeout_interruptible(Timeout::milliseconds(30).jiffies());
		EXPECT(are_back(wakes));
	}
	return {};
}

Outcome a_waiter_that_gives_up_wakes_the_next()
{
	Room room;
	Waiter patient(room), hasty(room, 20);
	TRY(patient.start());
	EXPECT(eventually([&] { return patient.looks() == 1; }));
	TRY(hasty.start());
	EXPECT(eventually([&] { return hasty.is_back() && patient.looks() == 2; }));
	EXPECT(hasty.error() == errors::timed_out && !patient.is_back());
	return {};
}

Outcome woken_too_early_it_sleeps_on()
{
	Room room;
	Waiter waiter(room);
	TRY(waiter.start());
	EXPECT(eventually([&] { return room.queue.has_sleeper() && waiter.looks() == 1; }));
	room.queue.wake_all();
	EXPECT(eventually([&] { return waiter.looks() == 2; }));
	EXPECT(!waiter.is_back() && room.queue.has_sleeper());
	room.open.set();
	room.queue.wake_all();
	EXPECT(eventually([&] { return waiter.is_back(); }) && waiter.error() == Errno(0));
	return {};
}

Outcome wait_times_out()
{
	Room room;
	int looks = 0;
	const auto never = [&] { return ++looks == 0; };
	EXPECT(room.queue.wait_interruptible(Timeout::milliseconds(20), never).error() == errors::timed_out);
	EXPECT(looks == 2 && !room.queue.has_sleeper());
	EXPECT(room.queue.wait_interruptible(Timeout::milliseconds(0), never).error() == errors::timed_out);
	EXPECT(looks == 3 && !room.queue.has_sleeper());
	EXPECT(room.queue.wait(Timeout::milliseconds(20), never).error() == errors::timed_out);
	EXPECT(looks == 5 && !room.queue.has_sleeper());
	return {};
}

Outcome wait_that_is_over_does_not_sleep()
{
	Room room;
	const auto now = [] { return true; };
	EXPECT(room.queue.wait_interruptible(Timeout::never(), now).ok());
	EXPECT(room.queue.wait_interruptible(Timeout::milliseconds(0), now).ok());
	EXPECT(room.queue.wait(Timeout::milliseconds(0), now).ok());
	EXPECT(!room.queue.has_sleeper());
	return {};
}

Outcome a_longer_wait_takes_longer()
{
	Room room;
	Waiter longer(room, 60'000), shorter(room, 50);
	TRY(longer.start());
	EXPECT(eventually([&] { return longer.looks() == 1; }));
	TRY(shorter.start());
	EXPECT(eventually([&] { return shorter.is_back(); }));
	EXPECT(shorter.error() == errors::timed_out && !longer.is_back());
	return {};
}

Outcome timeouts_are_the_kernels()
{
	EXPECT(Timeout::never().jiffies() == hidden(NumericLimits<long>::max()));
	EXPECT(Timeout::milliseconds(hidden(0u)).jiffies() == 0);
	EXPECT(Timeout::milliseconds(hidden(1u)).jiffies() >= 1);
	EXPECT(Timeout::milliseconds(hidden(1000u)).jiffies() == CONFIG_HZ);
	EXPECT(Timeout::milliseconds(hidden(60000u)).jiffies() == 60 * CONFIG_HZ);
	EXPECT(Timeout::milliseconds(hidden(NumericLimits<u32>::max())).jiffies() > 60 * CONFIG_HZ);
	return {};
}

static_assert(!__is_constructible(WaitQueue, WaitQueue) && !__is_constructible(CondVar, CondVar));

Outcome signal_ends_a_wait()
{
	WaitQueue queue(queue_class);
	EXPECT(queue.wait_interruptible(Timeout::milliseconds(30'000), [] { return false; }).error() ==
	       errors::interrupted);
	EXPECT(!queue.has_sleeper());
	return {};
}

// (A signal is pending already.)
Outcome signal_does_not_end_a_wait()
{
	WaitQueue queue(queue_class);
	EXPECT(queue.wait_interruptible(Timeout::milliseconds(30'000), [] { return false; }).error() ==
	       errors::interrupted);
	int looks = 0;
	EXPECT(queue.wait(Timeout::milliseconds(50), [&] { return ++looks == 0; }).error() ==
	       errors::timed_out);
	EXPECT(looks == 2 && !queue.has_sleeper());
	return {};
}

Outcome what_is_true_comes_before_a_signal()
{
	WaitQueue queue(queue_class);
	EXPECT(queue.wait_interruptible(Timeout::never(), [] { return true; }).ok());
	return {};
}

// An object that goes while a thread waits for it.
class Leaving : public Removable
{
public:
	WaitQueue queue{queue_class, *this};
	Atomic64 returned{1};
	Flag waiting;
	Thread<Leaving> thread{[](Leaving &self) {
				       const auto waited =
					       self.queue.wait_interruptible(Timeout::never(), [&] {
						       self.waiting.set();
						       return Thread<Leaving>::should_stop();
					       });
				       self.returned.store(waited.error().to_kernel());
			       },
			       *this};
};

Outcome a_waiter_of_a_removed_object_gets_enodev()
{
	Leaving leaving;
	TRY(leaving.thread.start("selftest_leaving"));
	EXPECT(eventually([&] { return leaving.waiting.is_set() && leaving.queue.has_sleeper(); }));
	EXPECT(!leaving.removed());
	leaving.remove();
	EXPECT(eventually([&] { return leaving.returned.load() == errors::no_device.to_kernel(); }));
	EXPECT(leaving.queue.wait_interruptible(Timeout::never(), [] { return true; }).error() ==
	       errors::no_device);
	return {};
}

constexpr Test wait_tests[] = {
	{"wait queue: a signal ends the wait", signal_ends_a_wait, "signals"},
	{"wait queue: a signal does not end wait()", signal_does_not_end_a_wait, "signals"},
	{"wait queue: what is true already comes before a signal", what_is_true_comes_before_a_signal,
	 "signals"},
	{"wait queue: a waiter of an object that is removed gets ENODEV",
	 a_waiter_of_a_removed_object_gets_enodev},
	{"wait queue: wake_one wakes a thread that waits", wake_one_wakes},
	{"wait queue: wake_all wakes a thread that waits", wake_all_wakes},
	{"wait queue: wake_pollers wakes a thread that waits", wake_pollers_wakes},
	{"wait queue: each wake-up wakes a thread that signals do not",
	 every_wake_wakes_an_uninterruptible_waiter},
	{"wait queue: wake_all wakes all of three threads", wake_all_wakes_everyone},
	{"wait queue: wake_one wakes one of three threads", wake_one_wakes_one_after_the_other},
	{"wait queue: a waiter that gives up wakes the next", a_waiter_that_gives_up_wakes_the_next},
	{"wait queue: a waiter that is woken too early checks and sleeps again",
	 woken_too_early_it_sleeps_on},
	{"wait queue: a wait that takes too long is ETIMEDOUT", wait_times_out},
	{"wait queue: what is true already needs no sleep", wait_that_is_over_does_not_sleep},
	{"wait queue: a longer timeout takes longer", a_longer_wait_takes_longer},
	{"wait queue: timeouts are in the kernel's jiffies", timeouts_are_the_kernels},
	{"condvar: notify_one wakes, and the mutex is held again", notify_one_wakes},
	{"condvar: notify_all wakes, and the mutex is held again", notify_all_wakes},
	{"condvar: notify_all wakes all of three threads", notify_all_wakes_everyone},
	{"condvar: notify_one wakes one of three threads", notify_one_wakes_one},
	{"condvar: a waiter that is notified too early waits again", a_waiter_notified_too_early_waits_on},
	{"condvar: a wait that takes too long is ETIMEDOUT, with the mutex held",
	 condvar_times_out_and_holds},
	{"condvar: wait() holds the mutex again, too", wait_of_a_condvar_holds_the_mutex},
	{"condvar: a signal ends the wait, with the mutex held", signal_ends_a_wait_with_the_mutex_held,
	 "signals"},
};

} // namespace
} // namespace selftest
