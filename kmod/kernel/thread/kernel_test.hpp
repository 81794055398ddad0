// SPDX-License-Identifier: GPL-2.0-only
// Kernel threads.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/thread/thread.hpp"
#include "tests/kit/selftest/elsewhere.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// A thread's work: says that it runs until it is told to stop.
struct Runner : Pinned {
	Flag has_run;
	Flag has_ended;

	static void run(Runner &self)
	{
		while (!Thread<Runner>::should_stop()) {
			self.has_run.set();
			shim_schedule_timeout_interruptible(1);
		}
		self.has_ended.set();
	}
};

Outcome thread_runs_until_stopped()
{
	Runner runner;
	Thread<Runner> thread(Runner::run, runner);
	EXPECT(!runner.has_run.is_set());
	TRY(thread.start("selftest_runner"));
	EXPECT(eventually([&] { return runner.has_run.is_set(); }));
	EXPECT(!runner.has_ended.is_set());
	thread.stop();
	EXPECT(runner.has_ended.is_set());
	return {};
}

Outcome thread_starts_once()
{
	Runner runner;
	Thread<Runner> thread(Runner::run, runner);
	TRY(thread.start("selftest_first"));
	EXPECT(thread.start("selftest_second").error() == Errno(EBUSY));
	EXPECT(eventually([&] { return runner.has_run.is_set(); }));
	EXPECT(!runner.has_ended.is_set());
	return {};
}

Outcome thread_starts_again()
{
	Runner runner;
	Thread<Runner> thread(Runner::run, runner);
	thread.stop();
	TRY(thread.start("selftest_first"));
	thread.stop();
	thread.stop();
	TRY(thread.start("selftest_again"));
	EXPECT(eventually([&] { return runner.has_run.is_set(); }));
	return {};
}

Outcome thread_is_joined_when_destroyed()
{
	Runner runner;
	{
		Thread<Runner> thread(Runner::run, runner);
		TRY(thread.start("selftest_runner"));
		EXPECT(eventually([&] { return runner.has_run.is_set(); }));
	}
	EXPECT(runner.has_ended.is_set());
	return {};
}

Outcome thread_may_end_by_itself()
{
	int done = 0;
	TRY(elsewhere([&] { done = 42; }));
	EXPECT(hidden(done) == 42);
	return {};
}

// Counts its rounds, and parks when it is asked to.
struct Parker : Pinned {
	Atomic64 rounds{0};

	static void run(Parker &self)
	{
		while (!Thread<Parker>::should_stop()) {
			Thread<Parker>::park_if_asked();
			self.rounds.inc();
			shim_schedule_timeout_interruptible(1);
		}
	}
};

Outcome thread_is_parked()
{
	Parker parker;
	Thread<Parker> thread(Parker::run, parker);
	thread.park();
	TRY(thread.start("selftest_parker"));
	for (int times = 0; times < 3; ++times) {
		thread.park();
		const s64 before = parker.rounds.load();
		sleep(20_ms);
		EXPECT(parker.rounds.load() == before);
		thread.unpark();
		EXPECT(eventually([&] { return parker.rounds.load() > before; }));
	}
	thread.park();
	thread.stop();
	TRY(thread.start("selftest_parker"));
	thread.park();
	return {};
}

Outcome thread_that_ended_is_parked()
{
	Flag has_run;
	Thread<Flag> thread([](Flag &flag) { flag.set(); }, has_run);
	TRY(thread.start("selftest_ended"));
	EXPECT(eventually([&] { return has_run.is_set(); }));
	thread.park();
	thread.unpark();
	thread.park();
	return {};
}

Outcome thread_runs_where_it_is_bound()
{
	Runner runner;
	Thread<Runner> thread(Runner::run, runner);
	EXPECT(thread.start_on(1'000'000, "selftest_bound").error() == errors::invalid);
	TRY(thread.start_on(0, "selftest_bound"));
	EXPECT(thread.start_on(0, "selftest_bound").error() == errors::busy);
	EXPECT(eventually([&] { return runner.has_run.is_set(); }));
	thread.set_fifo();
	thread.set_fifo_low();
	TRY(thread.set_nice(19));
	EXPECT(thread.set_nice(-21).error() == errors::invalid);
	EXPECT(!runner.has_ended.is_set());
	return {};
}

constexpr Test thread_tests[] = {
	{"thread: runs until it is stopped, and stop waits for its end", thread_runs_until_stopped},
	{"thread: a second start is EBUSY and does not disturb it", thread_starts_once},
	{"thread: stop is harmless twice, and it can start again", thread_starts_again},
	{"thread: is joined when it is destroyed", thread_is_joined_when_destroyed},
	{"thread: its function may end by itself", thread_may_end_by_itself},
	{"thread: does nothing while it is parked, and can be stopped then", thread_is_parked},
	{"thread: can be parked when its function has ended", thread_that_ended_is_parked},
	{"thread: runs where it is bound, and as it is to be scheduled", thread_runs_where_it_is_bound},
};

} // namespace
} // namespace selftest
