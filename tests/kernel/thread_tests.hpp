// SPDX-License-Identifier: GPL-2.0-only
// Kernel threads, and the words that they share without a lock.
#pragma once

#include "kernel/atomic.hpp"
#include "kernel/thread.hpp"
#include "ktap.hpp"

namespace selftest
{
namespace
{

template <typename Work>
class Errand : Pinned
{
public:
	explicit Errand(Work &work) : work_(work) {}

	// ENOMEM; ETIMEDOUT: it takes too long. The work has ended then, too.
	Result<void> run()
	{
		TRY(thread_.start("selftest_errand"));
		if (!eventually([&] { return done_.is_set(); }))
			return errors::timed_out;
		return {};
	}

private:
	static void run_in_thread(Errand &self)
	{
		self.work_();
		self.done_.set();
	}

	Work &work_;
	Flag done_;
	Thread<Errand> thread_{run_in_thread, *this};
};

// Does `work` in a thread of its own and waits for its end.
template <typename Work>
Result<void> elsewhere(Work work)
{
	return Errand<Work>(work).run();
}

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

// Turns all bits of a word over, again and again.
struct Flipper : Pinned {
	Atomic64 word{0};

	static void run(Flipper &self)
	{
		while (!Thread<Flipper>::should_stop()) {
			for (int times = 0; times < 5000; ++times) {
				self.word.store(-1);
				self.word.store(0);
			}
			self.word.store(-1);
			shim_schedule_timeout(0);
		}
	}
};

Outcome atomic64_is_never_torn()
{
	Flipper flipper;
	EXPECT(flipper.word.load() == 0);
	Thread<Flipper> thread(Flipper::run, flipper);
	TRY(thread.start("selftest_flip"));
	EXPECT(eventually([&] { return flipper.word.load() == -1; }));
	for (int times = 0; times < 200000; ++times) {
		const s64 seen = flipper.word.load();
		EXPECT(seen == 0 || seen == -1);
	}
	return {};
}

// Stores, one after the other, and says so after each.
struct Publisher : Pinned {
	static constexpr size_t count = 512;
	struct Message {
		s64 content;
		Flag stored;
	};
	Message messages[count] = {};

	static void run(Publisher &self)
	{
		s64 content = 0;
		for (Message &message : self.messages) {
			message.content = ++content;
			message.stored.set();
		}
	}
};

Outcome flag_shows_what_was_stored_before()
{
	auto publisher = TRY(Box<Publisher>::make(Gfp::kernel));
	Thread<Publisher> thread(Publisher::run, *publisher);
	TRY(thread.start("selftest_publish"));
	s64 expected = 0;
	for (const auto &message : publisher->messages) {
		EXPECT(eventually([&] { return message.stored.is_set(); }));
		EXPECT(message.content == ++expected);
	}
	return {};
}

constexpr Test thread_tests[] = {
	{"thread: runs until it is stopped, and stop waits for its end", thread_runs_until_stopped},
	{"thread: a second start is EBUSY and does not disturb it", thread_starts_once},
	{"thread: stop is harmless twice, and it can start again", thread_starts_again},
	{"thread: is joined when it is destroyed", thread_is_joined_when_destroyed},
	{"thread: its function may end by itself", thread_may_end_by_itself},
	{"atomic64: is never seen half old and half new", atomic64_is_never_torn},
	{"flag: who sees it also sees what was stored before", flag_shows_what_was_stored_before},
};

} // namespace
} // namespace selftest
