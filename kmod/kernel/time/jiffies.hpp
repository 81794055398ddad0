// SPDX-License-Identifier: GPL-2.0-only
// Jiffies: a point in time as the kernel's tick counts it.
#pragma once

#include "kernel/time/duration.hpp"
#include "kernel/time/shim.h"

namespace kernel
{
namespace
{

/// A point in time on the kernel's tick, LAYOUT_HZ a second: coarse, and for nothing to read. The counter wraps around (on 32-bit
/// machines five minutes after boot and then every 49 days, at 1000 a second); comparing and subtracting are right in spite of it, as
/// time_after() is, for points that lie less than half of its range apart (24 days there).
///
///     const Jiffies deadline = Jiffies::now() + 50_ms;
///     while (!is_ready() && Jiffies::now() < deadline)
///             sleep_range(100_us, 200_us);
class Jiffies
{
public:
	/// Any context.
	static Jiffies now() { return Jiffies(shim_read_jiffies()); }

	/// The ticks that a wait of this length takes: rounded up, as msecs_to_jiffies() and usecs_to_jiffies() do, so that it is never
	/// shorter; none if it is negative, and no more than MAX_JIFFY_OFFSET.
	static constexpr unsigned long ticks(Duration duration)
	{
		if (duration <= Duration())
			return 0;
		const auto whole = static_cast<u64>(duration.in_seconds());
		const u64 rest = static_cast<u64>(duration.in_nanoseconds()) - whole * one_second;
		const u64 count = whole * LAYOUT_HZ + div_round_up_u64(rest * LAYOUT_HZ, one_second);
		return static_cast<unsigned long>(kernel::min(count, u64{LAYOUT_MAX_JIFFY_OFFSET}));
	}

	/// How long after b a is, or how long before: then it is negative.
	friend constexpr Duration operator-(Jiffies a, Jiffies b)
	{
		const auto difference = static_cast<long>(a.count_ - b.count_);
		return difference < 0 ? Duration() - length(b.count_ - a.count_)
				      : length(a.count_ - b.count_);
	}
	/// Rounded up: never before the duration has passed. A negative duration adds nothing.
	friend constexpr Jiffies operator+(Jiffies point, Duration duration)
	{
		return Jiffies(point.count_ + ticks(duration));
	}
	friend constexpr bool operator==(Jiffies a, Jiffies b) { return a.count_ == b.count_; }
	friend constexpr bool operator<(Jiffies a, Jiffies b)
	{
		return static_cast<long>(a.count_ - b.count_) < 0;
	}
	friend constexpr bool operator>(Jiffies a, Jiffies b) { return b < a; }
	friend constexpr bool operator<=(Jiffies a, Jiffies b) { return !(b < a); }
	friend constexpr bool operator>=(Jiffies a, Jiffies b) { return !(a < b); }

	// For the layer.
	static constexpr Jiffies from_kernel(unsigned long count) { return Jiffies(count); }
	constexpr unsigned long to_kernel() const { return count_; }

private:
	static constexpr u32 one_second = 1'000'000'000;

	constexpr explicit Jiffies(unsigned long count) : count_(count) {}

	static constexpr Duration length(unsigned long ticks)
	{
		const auto rest = static_cast<u64>(ticks % LAYOUT_HZ) * one_second;
		return Duration::seconds(static_cast<s64>(ticks / LAYOUT_HZ)) +
		       Duration::nanoseconds(static_cast<s64>(div_u64(rest, LAYOUT_HZ)));
	}

	unsigned long count_;
};

} // namespace
} // namespace kernel
