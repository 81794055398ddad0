// SPDX-License-Identifier: GPL-2.0-only
// The shims of time.
#include "kernel/time/shim.h"

#include <atomic>
#include <mutex>
#include <utility>

#include "kernel/wait/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

constexpr long long at_start = 1'000'000'000'000;
std::atomic<long long> passed;
std::atomic<unsigned long> jiffies_at_start;
std::mutex delays_mutex;
std::string delays;

const fake::Part part([] {
	passed = 0;
	jiffies_at_start = 1'000'000;
	fake::take_delays();
});

void delay(const std::string &name, long long nanoseconds)
{
	{
		const std::lock_guard guard(delays_mutex);
		delays += (delays.empty() ? "" : ", ") + name;
	}
	fake::pass_time(nanoseconds);
}

void sleep(const std::string &name, long long nanoseconds)
{
	fake::might_sleep(name.c_str());
	delay(name, nanoseconds);
}

} // namespace

namespace fake
{

void pass_time(long long nanoseconds)
{
	passed += nanoseconds;
}

void set_jiffies(unsigned long jiffies)
{
	jiffies_at_start = jiffies - static_cast<unsigned long>(passed / nanoseconds_per_jiffy);
}

std::string take_delays()
{
	const std::lock_guard guard(delays_mutex);
	return std::exchange(delays, {});
}

} // namespace fake

s64 shim_ktime_get(void)
{
	return at_start + passed;
}

s64 shim_ktime_get_boottime(void)
{
	return 2 * at_start + passed;
}

s64 shim_ktime_get_real(void)
{
	return 1'700'000'000'000'000'000 + passed;
}

unsigned long shim_read_jiffies(void)
{
	return jiffies_at_start + static_cast<unsigned long>(passed / fake::nanoseconds_per_jiffy);
}

void shim_ndelay(unsigned long nanoseconds)
{
	delay("ndelay " + std::to_string(nanoseconds), static_cast<long long>(nanoseconds));
}

void shim_udelay(unsigned long microseconds)
{
	delay("udelay " + std::to_string(microseconds), static_cast<long long>(microseconds) * 1'000);
}

void shim_fsleep(unsigned long microseconds)
{
	sleep("fsleep " + std::to_string(microseconds), static_cast<long long>(microseconds) * 1'000);
}

void shim_usleep_range(unsigned long least, unsigned long most)
{
	sleep("usleep_range " + std::to_string(least) + " " + std::to_string(most),
	      static_cast<long long>(most) * 1'000);
}

void shim_msleep(unsigned int milliseconds)
{
	sleep("msleep " + std::to_string(milliseconds), static_cast<long long>(milliseconds) * 1'000'000);
}

// A signal ends it halfway.
unsigned long shim_msleep_interruptible(unsigned int milliseconds)
{
	const unsigned int left = shim_signal_pending() != 0 ? milliseconds - milliseconds / 2 : 0;
	sleep("msleep_interruptible " + std::to_string(milliseconds),
	      static_cast<long long>(milliseconds - left) * 1'000'000);
	return left;
}
