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

constexpr Test thread_tests[] = {
	{"thread: runs until it is stopped, and stop waits for its end", thread_runs_until_stopped},
	{"thread: a second start is EBUSY and does not disturb it", thread_starts_once},
	{"thread: stop is harmless twice, and it can start again", thread_starts_again},
	{"thread: is joined when it is destroyed", thread_is_joined_when_destroyed},
	{"thread: its function may end by itself", thread_may_end_by_itself},
};

} // namespace
} // namespace selftest
