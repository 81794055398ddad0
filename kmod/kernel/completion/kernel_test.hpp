// SPDX-License-Identifier: GPL-2.0-only
// Completions in the kernel: a waiter is woken by another thread, or gives up in time.
#pragma once

#include "kernel/completion/completion.hpp"
#include "tests/kit/selftest/elsewhere.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

Outcome completion_counts()
{
	Completion completion;
	EXPECT(!completion.done() && !completion.try_wait());
	completion.complete();
	completion.complete();
	completion.wait();
	EXPECT(completion.done() && completion.try_wait());
	EXPECT(!completion.done() && !completion.try_wait());
	completion.complete();
	completion.reinit();
	EXPECT(!completion.try_wait());
	return {};
}

// Answers each question, one after the other.
struct Answerer : Pinned {
	Completion asked;
	Completion answered;
	int question = 0;
	int answer = 0;
	Thread<Answerer> thread{run, *this};

	static void run(Answerer &self)
	{
		while (!Thread<Answerer>::should_stop()) {
			if (!self.asked.wait(Timeout::milliseconds(8)).ok())
				continue;
			self.answer = self.question + 1;
			self.answered.complete();
		}
	}
};

Outcome completion_wakes_a_waiter()
{
	Answerer answerer;
	TRY(answerer.thread.start("selftest_answerer"));
	for (int round = 0; round < 1000; ++round) {
		answerer.question = round;
		answerer.asked.complete();
		TRY(answerer.answered.wait_interruptible(Timeout::milliseconds(10'000)));
		EXPECT(answerer.answer == round + 1);
	}
	EXPECT(!answerer.answered.done());
	return {};
}

Outcome completion_lets_all_pass()
{
	Completion completion;
	completion.complete_all();
	completion.wait();
	TRY(completion.wait(Timeout::never()));
	TRY(completion.wait_interruptible(Timeout::milliseconds(0)));
	EXPECT(completion.done());
	completion.reinit();
	EXPECT(!completion.done());
	return {};
}

Outcome completion_times_out()
{
	Completion completion;
	EXPECT(completion.wait(Timeout::milliseconds(20)).error() == errors::timed_out);
	EXPECT(completion.wait_interruptible(Timeout::milliseconds(20)).error() == errors::timed_out);
	EXPECT(!completion.done());
	return {};
}

Outcome signal_ends_a_wait_for_completion()
{
	Completion completion;
	pr_info("# waiting for a signal");
	EXPECT(completion.wait_interruptible(Timeout::milliseconds(30'000)).error() == errors::interrupted);
	return {};
}

constexpr Test completion_tests[] = {
	{"completion: each complete() lets one wait pass, reinit() none", completion_counts},
	{"completion: two threads wake each other a thousand times", completion_wakes_a_waiter},
	{"completion: complete_all() lets everybody pass until reinit()", completion_lets_all_pass},
	{"completion: a wait ends with ETIMEDOUT", completion_times_out},
	{"completion: a signal ends a wait", signal_ends_a_wait_for_completion, "signals"},
};

} // namespace
} // namespace selftest
