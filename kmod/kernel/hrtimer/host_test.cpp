// SPDX-License-Identifier: GPL-2.0-only
// High-resolution timers: when they call, how they go on, and that nothing starts them after their end.
#include "kernel/hrtimer/hrtimer.hpp"

#include <memory>
#include <vector>

#include "kernel/time/delay.hpp"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

// Notes when it is called, as microseconds since it was made, and goes on if it has a period.
class Sampler : Pinned
{
public:
	HrTimerRestart tick()
	{
		calls.push_back((Ktime::now() - made).in_microseconds());
		if (late > Duration())
			fake::pass_time(kernel::exchange(late, Duration()).in_nanoseconds());
		return period > Duration() ? timer.restart(period) : HrTimerRestart::no();
	}

	std::vector<s64> calls;
	Duration period;
	Duration late;
	Ktime made = Ktime::now();
	HrTimer<&Sampler::tick> timer{*this};
};

using Calls = std::vector<s64>;

// Starts the timer of another when it ends itself, after that.
struct Late {
	Sampler *sampler = nullptr;
	~Late() { sampler->timer.start(1_us); }
};
struct Owner {
	Late late;
	Sampler sampler;
	Owner() { late.sampler = &sampler; }
};

} // namespace

TEST_CASE_METHOD(Fresh, "a high-resolution timer calls once, at its time")
{
	Sampler sampler;
	CHECK(!sampler.timer.active());
	sampler.timer.start(50_us);
	CHECK(sampler.timer.active());
	fake::run_hrtimers(49'999);
	CHECK(sampler.calls.empty());
	fake::run_hrtimers(1);
	CHECK(sampler.calls == Calls{50});
	CHECK(!sampler.timer.active());
	sampler.timer.start(100_us);
	sampler.timer.start_at(sampler.made + 60_us);
	fake::run_hrtimers(1'000'000);
	CHECK(sampler.calls == Calls{50, 60});
}

TEST_CASE_METHOD(Fresh, "a high-resolution timer goes on without drift, and leaves out what it has missed")
{
	Sampler sampler;
	sampler.period = 10_us;
	sampler.timer.start(10_us);
	fake::run_hrtimers(30'000);
	CHECK(sampler.calls == Calls{10, 20, 30});
	sampler.late = 25_us;
	fake::run_hrtimers(50'000);
	CHECK(sampler.calls == Calls{10, 20, 30, 40, 70, 80});
	sampler.period = Duration();
	fake::run_hrtimers(50'000);
	CHECK(sampler.calls.size() == 7);
	CHECK(!sampler.timer.active());
}

TEST_CASE_METHOD(Fresh, "a high-resolution timer that is cancelled does not call, and can be started again")
{
	Sampler sampler;
	CHECK(!sampler.timer.cancel());
	sampler.timer.start(10_us);
	CHECK(sampler.timer.cancel());
	CHECK(!sampler.timer.active());
	fake::run_hrtimers(50'000);
	CHECK(sampler.calls.empty());
	sampler.timer.start(10_us);
	fake::run_hrtimers(10'000);
	CHECK(sampler.calls == Calls{60});
}

TEST_CASE_METHOD(Fresh, "a task that starts a high-resolution timer while it is being destroyed has it "
			"cancelled, or starts nothing")
{
	auto sampler = std::make_unique<Sampler>();
	auto *raw = sampler.get();
	raw->timer.start(10_us);
	fake::on_synchronize_rcu([raw] {
		raw->timer.cancel();
		// A caller that comes after the flag was set.
		raw->timer.start(10_us);
		CHECK(!raw->timer.active());
		// A caller that had looked before.
		shim_hrtimer_start(reinterpret_cast<hrtimer *>(&raw->timer), shim_ktime_get() + 1);
	});
	sampler.reset();
}

TEST_CASE_METHOD(Fresh, "a task that starts a high-resolution timer after its end starts nothing")
{
	// (In memory that stays, as that of an owner does until all its members are destroyed.)
	alignas(Owner) unsigned char memory[sizeof(Owner)];
	auto *owner = new (memory) Owner;
	owner->sampler.timer.start(1_us);
	owner->~Owner();
	fake::run_hrtimers(10'000);
}

TEST_CASE_METHOD(Fresh, "a callback of a high-resolution timer that sleeps or waits for itself is noticed")
{
	struct Sleeper : Pinned {
		HrTimerRestart tick()
		{
			sleep(1_ms);
			timer.cancel();
			return HrTimerRestart::no();
		}
		HrTimer<&Sleeper::tick> timer{*this};
	};
	{
		Sleeper sleeper;
		sleeper.timer.start(1_us);
		fake::run_hrtimers(1'000);
	}
	CHECK(fake::take_violations().size() == 2);
}
