// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/hrtimer/hrtimer.hpp"
#include "kernel/time/jiffies.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Other {
	HrTimerRestart tick() { return HrTimerRestart::no(); }
};

struct Sampler : Pinned {
	HrTimerRestart tick() { return timer.restart(5_us); }
	void returns_nothing() {}
	HrTimer<&Sampler::tick> timer{*this};
	HrTimer<&Sampler::returns_nothing> unsaid{*this}; // FAULT: a high-resolution timer calls a member function
	HrTimer<&Other::tick> of_other{*this}; // FAULT: no matching|cannot|could not|no known conversion
};

[[maybe_unused]] void timers()
{
	Sampler sampler;
	sampler.timer.start(5_us);
	sampler.timer.start_at(Ktime::now() + 5_us);
	sampler.timer.start(5); // FAULT: no matching|cannot convert|could not convert|no viable conversion
	sampler.timer.start_at(BootTime::now()); // FAULT: no matching|cannot convert|could not convert|no viable conversion
	sampler.timer.start_at(Jiffies::now()); // FAULT: no matching|cannot convert|could not convert|no viable conversion
	HrTimerRestart made(1); // FAULT: private
	auto copy = sampler.timer; // FAULT: (deleted|ill-formed|implicitly)
}

} // namespace
