// SPDX-License-Identifier: GPL-2.0-only
// Tests that need help from outside or leave a mark in the log: not among "all", but asked for by name.
#pragma once

#include "condvar_tests.hpp"
#include "ktap.hpp"
#include "lock_tests.hpp"
#include "wait_tests.hpp"

namespace selftest
{
namespace
{

// A thread that holds a mutex, for half a minute at the most.
class Holder : Pinned
{
public:
	Result<void> start()
	{
		TRY(thread_.start("selftest_holder"));
		return eventually([&] { return held_.is_set(); }) ? Result<void>() : errors::timed_out;
	}
	Mutex<int> mutex{mutex_class, 0};

private:
	static void run(Holder &self)
	{
		const auto held = self.mutex.lock();
		self.held_.set();
		const long step = Timeout::milliseconds(10).jiffies();
		for (int tries = 0; tries < 3000 && !Thread<Holder>::should_stop(); ++tries)
			shim_schedule_timeout_interruptible(step);
	}

	Flag held_;
	Thread<Holder> thread_{run, *this};
};

// Comes first: after it a signal is pending.
Outcome signal_ends_the_wait_for_a_mutex()
{
	Holder holder;
	TRY(holder.start());
	pr_info("# waiting for a signal");
	EXPECT(holder.mutex.lock_interruptible().error() == errors::interrupted);
	return {};
}

Outcome signal_ends_a_wait()
{
	WaitQueue queue(queue_class);
	EXPECT(queue.wait_interruptible(Timeout::milliseconds(30'000), [] { return false; }).error() ==
	       errors::interrupted);
	EXPECT(!queue.has_sleeper());
	return {};
}

Outcome signal_ends_a_wait_with_the_mutex_held()
{
	GateHouse house;
	{
		auto gate = house.gate.lock();
		const auto waited = house.opened.wait_interruptible(gate, Timeout::milliseconds(30'000),
								    [](const Gate &now) { return now.open; });
		EXPECT(waited.error() == errors::interrupted);
		EXPECT(house.gate.try_lock().error() == Errno(EBUSY));
	}
	EXPECT(house.gate.try_lock().ok());
	return {};
}

Outcome what_is_true_comes_before_a_signal()
{
	WaitQueue queue(queue_class);
	EXPECT(queue.wait_interruptible(Timeout::never(), [] { return true; }).ok());
	return {};
}

constexpr Test signal_tests[] = {
	{"mutex: a signal ends the wait for it", signal_ends_the_wait_for_a_mutex},
	{"wait queue: a signal ends the wait", signal_ends_a_wait},
	{"condvar: a signal ends the wait, with the mutex held", signal_ends_a_wait_with_the_mutex_held},
	{"wait queue: what is true already comes before a signal", what_is_true_comes_before_a_signal},
};

Outcome warning_returns()
{
	shim_warn("a warning of the self-test, on purpose");
	return {};
}

constexpr Test warning_tests[] = {
	{"warn: writes a warning and goes on", warning_returns},
};

} // namespace
} // namespace selftest
