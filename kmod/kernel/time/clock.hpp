// SPDX-License-Identifier: GPL-2.0-only
// Points in time on the kernel's clocks: Ktime, BootTime, RealTime.
#pragma once

#include "kernel/time/duration.hpp"
#include "kernel/time/shim.h"

namespace kernel
{
namespace
{

/// A point in time on one of the kernel's clocks, in nanoseconds. Points of different clocks do not compare; a difference is a
/// Duration.
///
///     const Ktime start = Ktime::now();
///     ...
///     pr_debug("took {}", start.elapsed().text());
template <typename Clock>
class TimePoint
{
public:
	/// Where the clock starts.
	constexpr TimePoint() = default;
	/// For what keeps time as a number of nanoseconds (a structure for user space): the point so long after the clock's start.
	static constexpr TimePoint since_start(Duration duration) { return TimePoint(duration); }
	constexpr Duration since_start() const { return since_start_; }

	/// Any context but NMI.
	static TimePoint now() { return TimePoint(Duration::nanoseconds(Clock::now())); }
	/// How long ago it was; negative, if it is still to come. Any context but NMI.
	Duration elapsed() const { return now() - *this; }

	friend constexpr Duration operator-(TimePoint a, TimePoint b)
	{
		return a.since_start_ - b.since_start_;
	}
	friend constexpr TimePoint operator+(TimePoint point, Duration duration)
	{
		return TimePoint(point.since_start_ + duration);
	}
	friend constexpr TimePoint operator-(TimePoint point, Duration duration)
	{
		return TimePoint(point.since_start_ - duration);
	}
	friend constexpr bool operator==(TimePoint a, TimePoint b)
	{
		return a.since_start_ == b.since_start_;
	}
	friend constexpr bool operator<(TimePoint a, TimePoint b) { return a.since_start_ < b.since_start_; }
	friend constexpr bool operator>(TimePoint a, TimePoint b) { return b < a; }
	friend constexpr bool operator<=(TimePoint a, TimePoint b) { return !(b < a); }
	friend constexpr bool operator>=(TimePoint a, TimePoint b) { return !(a < b); }

private:
	constexpr explicit TimePoint(Duration since_start) : since_start_(since_start) {}

	Duration since_start_;
};

struct MonotonicClock {
	static s64 now() { return shim_ktime_get(); }
};
struct BootClock {
	static s64 now() { return shim_ktime_get_boottime(); }
};
struct RealClock {
	static s64 now() { return shim_ktime_get_real(); }
};

/// CLOCK_MONOTONIC: never set, and it stands still while the machine is suspended. What timeouts are measured with.
using Ktime = TimePoint<MonotonicClock>;
/// CLOCK_BOOTTIME: the same, but it runs while the machine is suspended, too.
using BootTime = TimePoint<BootClock>;
/// CLOCK_REALTIME: since 1970; setting the clock moves it, backwards too. For what users see, not for measuring.
using RealTime = TimePoint<RealClock>;

} // namespace
} // namespace kernel
