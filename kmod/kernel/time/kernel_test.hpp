// SPDX-License-Identifier: GPL-2.0-only
// Time: the kernel's clocks go on, its jiffies are rounded as it does, and delays take their time.
#pragma once

#include "kernel/time/time.hpp"
#include "kernel/time/timeout.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

template <typename Point>
Outcome clock_goes_on()
{
	const Point start = Point::now();
	EXPECT(start.since_start() > Duration());
	Point last = start;
	for (int times = 0; times < 1000; ++times) {
		const Point now = Point::now();
		EXPECT(now >= last);
		last = now;
	}
	sleep(200_us);
	EXPECT(start.elapsed() >= 200_us);
	EXPECT(start.elapsed() < 60_s);
	return {};
}

Outcome jiffies_go_on()
{
	const Jiffies start = Jiffies::now();
	const Jiffies end = start + 50_ms;
	EXPECT(start < end && !(end < start) && end - start >= 50_ms);
	while (Jiffies::now() <= end)
		sleep(1_ms);
	EXPECT(Jiffies::now() > end && Jiffies::now() - start >= 50_ms);
	EXPECT(Jiffies::now() - start < 60_s);
	return {};
}

Outcome jiffies_are_the_kernels()
{
	EXPECT(Jiffies::ticks(hidden(1_s)) == CONFIG_HZ);
	const unsigned int counts[] = {0, 1, 2, 3, 4, 5, 9, 10, 11, 99, 333, 1001, 65537, 12345678};
	for (const unsigned int count : counts)
		EXPECT(Jiffies::ticks(hidden(Duration::milliseconds(count))) == shim_msecs_to_jiffies(count));
	EXPECT(Jiffies::ticks(hidden(1_ns)) == 1 && Jiffies::ticks(hidden(Duration())) == 0);
	EXPECT(Jiffies::ticks(hidden(Duration::max())) <=
	       static_cast<unsigned long>(LAYOUT_MAX_JIFFY_OFFSET));
	EXPECT(timeout_of(hidden(1_s)).jiffies() == CONFIG_HZ);
	return {};
}

Outcome durations_on_this_machine()
{
	EXPECT(hidden(Duration::min()).in_seconds() == -9223372036);
	EXPECT(hidden(Duration::max()).in_milliseconds() == 9223372036854);
	EXPECT(Duration::seconds(hidden(s64{9223372036})).in_nanoseconds() == 9223372036000000000);
	EXPECT(Duration::milliseconds(hidden(s64{-4294967297})).in_microseconds() == -4294967297000);
	const DurationText made = hidden(12'004_us).text();
	const Text text = made;
	EXPECT(text == "12.004 ms");
	return {};
}

// Whether delay() takes at least this long, and not much longer.
template <typename Delay>
bool takes(Duration least, Delay delay)
{
	const Ktime start = Ktime::now();
	delay();
	const Duration took = start.elapsed();
	return took >= least && took < least + 30_s;
}

Duration busy_wait_takes(Duration duration)
{
	const Ktime start = Ktime::now();
	busy_wait(duration);
	return start.elapsed();
}

// (The calibration of a CPU that is emulated beside others is off by several times, so they are compared with each other; the short one
// is the shortest of several, as something may come in between.)
Outcome busy_waits_take_their_time()
{
	Duration shortest = Duration::max();
	for (int times = 0; times < 10; ++times) {
		const Duration took = busy_wait_takes(hidden(20_us));
		shortest = took < shortest ? took : shortest;
	}
	EXPECT(shortest > Duration());
	EXPECT(busy_wait_takes(hidden(10_ms)) > shortest);
	return {};
}

Outcome sleeps_take_their_time()
{
	// (A busy wait, of which see above.)
	EXPECT(takes(Duration(), [] { sleep(hidden(5_us)); }));
	EXPECT(takes(300_us, [] { sleep(hidden(300_us)); }));
	EXPECT(takes(30_ms, [] { sleep(hidden(30_ms)); }));
	EXPECT(takes(1'010_ms, [] { sleep(hidden(1'010_ms)); }));
	EXPECT(takes(300_us, [] { sleep_range(hidden(300_us), hidden(500_us)); }));
	return {};
}

Outcome interruptible_sleep_takes_its_time()
{
	const Ktime start = Ktime::now();
	EXPECT(sleep_interruptible(hidden(20_ms)).ok());
	EXPECT(start.elapsed() >= 20_ms);
	return {};
}

Outcome signal_ends_a_sleep()
{
	const Ktime start = Ktime::now();
	EXPECT(sleep_interruptible(30_s).error() == errors::interrupted);
	EXPECT(start.elapsed() < 20_s);
	return {};
}

constexpr Test time_tests[] = {
	{"time: a signal ends a sleep that may be interrupted", signal_ends_a_sleep, "signals"},
	{"time: the monotonic clock goes on", clock_goes_on<Ktime>},
	{"time: the boot-time clock goes on", clock_goes_on<BootTime>},
	{"time: the real-time clock goes on", clock_goes_on<RealTime>},
	{"time: jiffies go on", jiffies_go_on},
	{"time: durations become jiffies as the kernel's do", jiffies_are_the_kernels},
	{"time: durations are computed and shown on this machine as anywhere", durations_on_this_machine},
	{"time: a longer busy wait takes longer", busy_waits_take_their_time},
	{"time: sleeps are not shorter than they should be", sleeps_take_their_time},
	{"time: a sleep without a signal sleeps to its end", interruptible_sleep_takes_its_time},
};

} // namespace
} // namespace selftest
