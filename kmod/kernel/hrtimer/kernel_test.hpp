// SPDX-License-Identifier: GPL-2.0-only
// High-resolution timers in the kernel: when they call, and that nothing calls after the end.
#pragma once

#include "kernel/hrtimer/hrtimer.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/time/delay.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// Counts the calls of its timer, outside of it, and goes on until there were so many. (Timers do not lie on a stack.)
class Sampler : Pinned
{
	HrTimerRestart tick()
	{
		const s64 now = calls_.load() + 1;
		last_.store(Ktime::now().since_start().in_nanoseconds());
		busy_wait(busy_);
		calls_.store(now);
		return now < wanted_ ? timer_.restart(2_ms) : HrTimerRestart::no();
	}

public:
	Sampler(Atomic64 &calls, s64 wanted, Duration busy = Duration())
		: calls_(calls), wanted_(wanted), busy_(busy)
	{
	}
	auto &timer() { return timer_; }
	Ktime last() const { return Ktime::since_start(Duration::nanoseconds(last_.load())); }

private:
	Atomic64 &calls_;
	const s64 wanted_;
	const Duration busy_;
	Atomic64 last_{0};
	HrTimer<&Sampler::tick> timer_{*this};
};

Outcome hrtimer_calls_once_in_time()
{
	Atomic64 calls{0};
	auto sampler = TRY(Box<Sampler>::make(Gfp::kernel, calls, s64{1}));
	EXPECT(!sampler->timer().active());
	const Ktime due = Ktime::now() + 20_ms;
	sampler->timer().start_at(due);
	EXPECT(sampler->timer().active() || Ktime::now() >= due);
	EXPECT(eventually([&] { return calls.load() == 1; }));
	EXPECT(sampler->last() >= due);
	const Ktime before = Ktime::now();
	sampler->timer().start(3_ms);
	EXPECT(eventually([&] { return calls.load() == 2; }));
	EXPECT(sampler->last() - before >= 3_ms);
	EXPECT(eventually([&] { return !sampler->timer().active(); }));
	return {};
}

Outcome hrtimer_goes_on()
{
	Atomic64 calls{0};
	auto sampler = TRY(Box<Sampler>::make(Gfp::kernel, calls, s64{10}));
	const Ktime start = Ktime::now();
	sampler->timer().start(2_ms);
	EXPECT(eventually([&] { return calls.load() == 10; }));
	EXPECT(sampler->last() - start >= 20_ms);
	sleep(10_ms);
	EXPECT(calls.load() == 10 && !sampler->timer().active());
	return {};
}

Outcome hrtimer_that_is_cancelled_does_not_call()
{
	Atomic64 calls{0};
	auto sampler = TRY(Box<Sampler>::make(Gfp::kernel, calls, NumericLimits<s64>::max(), 200_us));
	EXPECT(!sampler->timer().cancel());
	sampler->timer().start(30_s);
	EXPECT(sampler->timer().cancel() && !sampler->timer().active() && calls.load() == 0);
	for (int times = 0; times < 10; ++times) {
		const s64 before = calls.load();
		sampler->timer().start(1_ms);
		EXPECT(eventually([&] { return calls.load() != before; }));
		sampler->timer().cancel();
		const s64 at_the_end = calls.load();
		sleep(10_ms);
		EXPECT(calls.load() == at_the_end && !sampler->timer().active());
	}
	return {};
}

Outcome hrtimer_is_gone_when_destroyed()
{
	Atomic64 calls{0};
	for (int times = 0; times < 10; ++times) {
		auto sampler = TRY(Box<Sampler>::make(Gfp::kernel, calls, NumericLimits<s64>::max(), 200_us));
		const s64 before = calls.load();
		sampler->timer().start(1_ms);
		EXPECT(eventually([&] { return calls.load() != before; }));
	}
	const s64 at_the_end = calls.load();
	sleep(20_ms);
	EXPECT(calls.load() == at_the_end);
	return {};
}

// Whose first member outlives its timer, and starts it in spite of that.
class LateSampler : Pinned
{
	struct Last {
		LateSampler &owner;
		~Last()
		{
			owner.timer_.start(1_ms);
			owner.was_active_.store(owner.timer_.active() ? 1 : 0);
		}
	};
	HrTimerRestart tick()
	{
		was_active_.store(2);
		return HrTimerRestart::no();
	}

public:
	explicit LateSampler(Atomic64 &was_active) : was_active_(was_active) {}

private:
	Atomic64 &was_active_;
	Last last_{*this};
	HrTimer<&LateSampler::tick> timer_{*this};
};

Outcome destroyed_hrtimer_cannot_be_started()
{
	Atomic64 was_active{-1};
	{
		auto sampler = TRY(Box<LateSampler>::make(Gfp::kernel, was_active));
	}
	EXPECT(was_active.load() == 0);
	sleep(10_ms);
	EXPECT(was_active.load() == 0);
	return {};
}

constexpr Test hrtimer_tests[] = {
	{"hrtimer: calls once, not before its time", hrtimer_calls_once_in_time},
	{"hrtimer: goes on from its callback", hrtimer_goes_on},
	{"hrtimer: one that is cancelled does not call, and can be started again",
	 hrtimer_that_is_cancelled_does_not_call},
	{"hrtimer: does not call when it is destroyed", hrtimer_is_gone_when_destroyed},
	{"hrtimer: cannot be started when it is destroyed", destroyed_hrtimer_cannot_be_started},
};

} // namespace
} // namespace selftest
