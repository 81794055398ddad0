// SPDX-License-Identifier: GPL-2.0-only
// Timers in the kernel: when they call, and that nothing calls after the end.
#pragma once

#include "kernel/memory/box.hpp"
#include "kernel/timer/timer.hpp"
#include "tests/kit/selftest/elsewhere.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// Counts the calls of its timer, outside of it, and goes on until there were so many. (Timers do not lie on a stack.)
class Ticker : Pinned
{
	void tick()
	{
		const s64 now = calls_.load() + 1;
		last_tick_.store((Jiffies::now() - made_).in_nanoseconds());
		if (now < wanted_)
			timer_.restart(10_ms);
		busy_wait(busy_);
		calls_.store(now);
	}

public:
	Ticker(Atomic64 &calls, s64 wanted, Duration busy = Duration())
		: calls_(calls), wanted_(wanted), busy_(busy)
	{
	}
	auto &timer() { return timer_; }
	// From the tick in which this was made to that of the last call.
	Duration last_tick() const { return Duration::nanoseconds(last_tick_.load()); }

private:
	Atomic64 &calls_;
	const s64 wanted_;
	const Duration busy_;
	const Jiffies made_ = Jiffies::now();
	Atomic64 last_tick_{0};
	Timer<&Ticker::tick> timer_{*this};
};

Outcome timer_calls_once_in_time()
{
	Atomic64 calls{0};
	auto ticker = TRY(Box<Ticker>::make(Gfp::kernel, calls, s64{1}));
	EXPECT(!ticker->timer().pending());
	const Jiffies start = Jiffies::now();
	ticker->timer().start(50_ms);
	EXPECT(ticker->timer().pending() || Jiffies::now() - start >= 50_ms);
	EXPECT(eventually([&] { return calls.load() == 1; }));
	// (By the clock of ticks, which on a busy machine lies behind the others when the timer is started.)
	EXPECT(ticker->last_tick() >= 50_ms);
	EXPECT(!ticker->timer().pending());
	sleep(100_ms);
	EXPECT(calls.load() == 1);
	return {};
}

Outcome timer_goes_on_without_drift()
{
	Atomic64 calls{0};
	auto ticker = TRY(Box<Ticker>::make(Gfp::kernel, calls, s64{10}));
	ticker->timer().start(10_ms);
	EXPECT(eventually([&] { return calls.load() == 10; }));
	// (From the start: a first call that is late is followed by the others at once.)
	EXPECT(ticker->last_tick() >= 100_ms);
	sleep(50_ms);
	EXPECT(calls.load() == 10);
	return {};
}

Outcome timer_that_is_cancelled_does_not_call()
{
	Atomic64 calls{0};
	auto ticker = TRY(Box<Ticker>::make(Gfp::kernel, calls, s64{1}));
	EXPECT(!ticker->timer().cancel());
	ticker->timer().start(30_s);
	EXPECT(ticker->timer().pending());
	EXPECT(ticker->timer().cancel());
	EXPECT(!ticker->timer().pending());
	ticker->timer().start(30_s);
	EXPECT(ticker->timer().cancel_nowait());
	EXPECT(!ticker->timer().pending() && calls.load() == 0);
	ticker->timer().start_at(Jiffies::now() + 4_ms);
	EXPECT(eventually([&] { return calls.load() == 1; }));
	return {};
}

Outcome timer_that_is_moved_is_due_at_the_other_time()
{
	Atomic64 calls{0};
	auto ticker = TRY(Box<Ticker>::make(Gfp::kernel, calls, s64{1}));
	ticker->timer().start(600_s);
	ticker->timer().start(4_ms);
	EXPECT(eventually([&] { return calls.load() == 1; }));
	return {};
}

Outcome cancel_waits_for_a_call_that_goes_on()
{
	Atomic64 calls{0};
	// (It starts itself anew, and then is busy.)
	auto ticker = TRY(Box<Ticker>::make(Gfp::kernel, calls, NumericLimits<s64>::max(), 3_ms));
	for (int times = 0; times < 10; ++times) {
		const s64 before = calls.load();
		ticker->timer().start(4_ms);
		EXPECT(eventually([&] { return calls.load() != before; }));
		ticker->timer().cancel();
		const s64 at_the_end = calls.load();
		sleep(20_ms);
		EXPECT(calls.load() == at_the_end && !ticker->timer().pending());
	}
	return {};
}

Outcome timer_is_gone_when_destroyed()
{
	Atomic64 calls{0};
	for (int times = 0; times < 10; ++times) {
		auto ticker = TRY(Box<Ticker>::make(Gfp::kernel, calls, NumericLimits<s64>::max(), 1_ms));
		const s64 before = calls.load();
		ticker->timer().start(4_ms);
		EXPECT(eventually([&] { return calls.load() != before; }));
	}
	const s64 at_the_end = calls.load();
	sleep(50_ms);
	EXPECT(calls.load() == at_the_end);
	return {};
}

// Whose first member outlives its timer, and starts it in spite of that.
class LateStarter : Pinned
{
	struct Last {
		LateStarter &owner;
		~Last()
		{
			owner.timer_.start(4_ms);
			owner.was_pending_.store(owner.timer_.pending() ? 1 : 0);
		}
	};
	void tick() { was_pending_.store(2); }

public:
	explicit LateStarter(Atomic64 &was_pending) : was_pending_(was_pending) {}

private:
	Atomic64 &was_pending_;
	Last last_{*this};
	Timer<&LateStarter::tick> timer_{*this};
};

Outcome destroyed_timer_cannot_be_started()
{
	Atomic64 was_pending{-1};
	{
		auto starter = TRY(Box<LateStarter>::make(Gfp::kernel, was_pending));
	}
	EXPECT(was_pending.load() == 0);
	sleep(30_ms);
	EXPECT(was_pending.load() == 0);
	return {};
}

constexpr Test timer_tests[] = {
	{"timer: calls once, not before its time", timer_calls_once_in_time},
	{"timer: goes on from its callback, without drift", timer_goes_on_without_drift},
	{"timer: one that is cancelled does not call, and can be started again",
	 timer_that_is_cancelled_does_not_call},
	{"timer: one that is moved is due at the other time", timer_that_is_moved_is_due_at_the_other_time},
	{"timer: cancel waits for a call that goes on", cancel_waits_for_a_call_that_goes_on},
	{"timer: does not call when it is destroyed", timer_is_gone_when_destroyed},
	{"timer: cannot be started when it is destroyed", destroyed_timer_cannot_be_started},
};

} // namespace
} // namespace selftest
