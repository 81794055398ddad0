// SPDX-License-Identifier: GPL-2.0-only
// Durations, points in time, jiffies that wrap around, delays.
#include "kernel/time/time.hpp"

#include <climits>
#include <string>

#include "kernel/time/timeout.hpp"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

std::string shown(Duration duration)
{
	const DurationText made = duration.text();
	const Text text = made;
	return {text.data(), text.size()};
}

constexpr s64 most = NumericLimits<s64>::max();

} // namespace

TEST_CASE_METHOD(Fresh, "a duration has the same length in every unit, and whole units are cut towards zero")
{
	STATIC_REQUIRE(Duration::milliseconds(3) == 3_ms);
	STATIC_REQUIRE(3_ms == 3000_us);
	STATIC_REQUIRE(3_us == 3000_ns);
	STATIC_REQUIRE(2_s == Duration::milliseconds(2000));
	STATIC_REQUIRE((1'999_us).in_milliseconds() == 1);
	STATIC_REQUIRE((Duration() - 1'999_us).in_milliseconds() == -1);
	STATIC_REQUIRE((1'999_ns).in_microseconds() == 1);
	STATIC_REQUIRE((59'999_ms).in_seconds() == 59);
	CHECK(Duration::min().in_seconds() == -9'223'372'036);
	CHECK(Duration::min().in_nanoseconds() == LLONG_MIN);
}

TEST_CASE_METHOD(Fresh, "a duration adds, subtracts and compares, and what would be longer is the longest")
{
	STATIC_REQUIRE(1_ms + 1_us == 1'001_us);
	STATIC_REQUIRE(1_ms - 1_us == 999_us);
	STATIC_REQUIRE(1_ms < 1'001_us);
	STATIC_REQUIRE(!(1_ms < 1_ms));
	STATIC_REQUIRE(1_ms <= 1_ms);
	STATIC_REQUIRE(2_ms > 1_ms);
	STATIC_REQUIRE(1_ms >= 1_ms);
	STATIC_REQUIRE(1_ms != 1_s);
	CHECK(Duration::max() + 1_ns == Duration::max());
	CHECK(Duration::min() + (Duration() - 1_ns) == Duration::min());
	CHECK(Duration::min() - 1_ns == Duration::min());
	CHECK(Duration() - Duration::min() == Duration::max());
	CHECK(Duration::seconds(most) == Duration::max());
	CHECK(Duration::seconds(-most) == Duration::min());
	CHECK(Duration::seconds(9'223'372'036).in_nanoseconds() == 9'223'372'036'000'000'000);
	CHECK(Duration::seconds(9'223'372'037) == Duration::max());
	CHECK(Duration::microseconds(-5).in_nanoseconds() == -5000);
}

TEST_CASE_METHOD(Fresh, "a duration is shown in its unit")
{
	CHECK(shown(Duration()) == "0 ns");
	CHECK(shown(999_ns) == "999 ns");
	CHECK(shown(1_us) == "1 us");
	CHECK(shown(1'500_ns) == "1.500 us");
	CHECK(shown(12'034_ms) == "12.034 s");
	CHECK(shown(12'004_us) == "12.004 ms");
	CHECK(shown(1'040_us) == "1.040 ms");
	CHECK(shown(Duration() - 2_ms) == "-2 ms");
	CHECK(shown(Duration::max()) == "9223372036.854 s");
	CHECK(shown(Duration::min()) == "-9223372036.854 s");
	char room[64];
	TextWriter writer(Span<char>(room, sizeof(room)));
	writer.print("took {}, {} times", (20_ms).text(), 3);
	CHECK(std::string(writer.text().data(), writer.text().size()) == "took 20 ms, 3 times");
}

TEST_CASE_METHOD(Fresh, "a point in time is now, and its differences are durations")
{
	const Ktime start = Ktime::now();
	CHECK(start.elapsed() == Duration());
	fake::pass_time(1'500'000);
	CHECK(start.elapsed() == 1'500_us);
	CHECK((start + 2_ms).elapsed() == Duration() - 500_us);
	CHECK(start < Ktime::now());
	CHECK(Ktime::now() > start);
	CHECK(start <= start);
	CHECK(start >= start);
	CHECK(start != start + 1_ns);
	CHECK(start + 1'500_us == Ktime::now());
	CHECK(Ktime::now() - 1'500_us == start);
	CHECK(Ktime::since_start(start.since_start()) == start);
	CHECK(Ktime().since_start() == Duration());
	CHECK(BootTime::now().since_start() == start.since_start() + start.since_start() + 1'500_us);
	CHECK(RealTime::now().since_start().in_seconds() == 1'700'000'000);
	CHECK((Ktime::since_start(Duration::max()) + 1_s).since_start() == Duration::max());
}

TEST_CASE_METHOD(Fresh, "jiffies are compared and subtracted across the end of their counter")
{
	for (const unsigned long start :
	     {0ul, 1'000ul, ULONG_MAX, ULONG_MAX - 2, static_cast<unsigned long>(LONG_MAX) - 2}) {
		INFO("from " << start);
		fake::set_jiffies(start);
		const Jiffies before = Jiffies::now();
		fake::pass_time(5 * fake::nanoseconds_per_jiffy);
		const Jiffies after = Jiffies::now();
		CHECK(after.to_kernel() == start + 5);
		CHECK(before < after);
		CHECK(!(after < before));
		CHECK(after > before);
		CHECK(before <= after);
		CHECK(after >= before);
		CHECK(after - before == 20_ms);
		CHECK(before - after == Duration() - 20_ms);
		CHECK(before + 20_ms == after);
		CHECK(before + 17_ms == after);
		CHECK(before + 16_ms != after);
		CHECK(before + (Duration() - 1_s) == before);
	}
}

TEST_CASE_METHOD(Fresh, "a duration is rounded up to jiffies, and never to more than can be waited for")
{
	CHECK(Jiffies::ticks(Duration()) == 0);
	CHECK(Jiffies::ticks(Duration::min()) == 0);
	CHECK(Jiffies::ticks(1_ns) == 1);
	CHECK(Jiffies::ticks(4_ms) == 1);
	CHECK(Jiffies::ticks(4_ms + 1_ns) == 2);
	CHECK(Jiffies::ticks(1_s) == LAYOUT_HZ);
	CHECK(Jiffies::ticks(1_s + 1_ns) == LAYOUT_HZ + 1);
	CHECK(Jiffies::ticks(Duration::max()) == 9'223'372'036ul * LAYOUT_HZ + 214);
	for (const unsigned int milliseconds : {1u, 3u, 4u, 5u, 999u, 1'000u, 123'457u})
		CHECK(static_cast<long>(Jiffies::ticks(Duration::milliseconds(milliseconds))) ==
		      Timeout::milliseconds(milliseconds).jiffies());
}

TEST_CASE_METHOD(Fresh, "a timeout is never shorter than its duration, and never forever")
{
	CHECK(timeout_of(Duration()).jiffies() == 0);
	CHECK(timeout_of(Duration() - 1_s).jiffies() == 0);
	CHECK(timeout_of(1_ns).jiffies() == 1);
	CHECK(timeout_of(4_ms + 1_ns).jiffies() == 2);
	CHECK(timeout_of(1_s).jiffies() == LAYOUT_HZ);
	CHECK(timeout_of(Duration::max()).jiffies() == INT_MAX / 4 + 1);
}

TEST_CASE_METHOD(Fresh, "a busy wait is made of what each machine's ndelay and udelay can")
{
	busy_wait(Duration());
	busy_wait(Duration() - 1_s);
	CHECK(fake::take_delays().empty());
	busy_wait(1_ns);
	busy_wait(10_us);
	CHECK(fake::take_delays() == "ndelay 1, ndelay 10000");
	busy_wait(10_us + 1_ns);
	busy_wait(1_ms);
	CHECK(fake::take_delays() == "udelay 11, udelay 1000");
	const Ktime start = Ktime::now();
	busy_wait(2'001_us);
	CHECK(fake::take_delays() == "udelay 1000, udelay 1000, udelay 1");
	CHECK(start.elapsed() == 2'001_us);
}

TEST_CASE_METHOD(Fresh, "a sleep is fsleep's, long ones msleep's, and a range usleep_range's")
{
	sleep(1_ns);
	sleep(15_us);
	sleep(1_s);
	CHECK(fake::take_delays() == "fsleep 1, fsleep 15, fsleep 1000000");
	sleep(1_s + 1_ns);
	CHECK(fake::take_delays() == "msleep 1001");
	sleep(Duration::max());
	CHECK(fake::take_delays() == "msleep 4294967294");
	sleep_range(100_us, 200_us);
	sleep_range(100_us, 50_us);
	CHECK(fake::take_delays() == "usleep_range 100 200, usleep_range 100 100");
}

TEST_CASE_METHOD(Fresh, "a sleep that a signal ends is ERESTARTSYS")
{
	CHECK(sleep_interruptible(20_ms).ok());
	fake::send_signal(fake::current_task());
	CHECK(sleep_interruptible(20_ms).error() == errors::interrupted);
	CHECK(sleep_interruptible(Duration()).ok());
	CHECK(fake::take_delays() ==
	      "msleep_interruptible 20, msleep_interruptible 20, msleep_interruptible 0");
}
