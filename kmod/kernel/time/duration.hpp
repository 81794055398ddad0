// SPDX-License-Identifier: GPL-2.0-only
// Duration: a length of time.
#pragma once

#include "kernel/core/span.hpp"
#include "kernel/core/traits.hpp"
#include "kernel/math/div.hpp"

namespace kernel
{
// (Not constexpr: naming it where a constant is asked for is the compiler's error, with the reason in its text.)
void duration_is_longer_than_a_duration_can_be();

namespace
{

class DurationText;

/// A length of time in nanoseconds, about 292 years at the most in either direction: what would be longer is the longest. It is no
/// point in time (Ktime, Jiffies), and no number: the unit is always written.
///
///     constexpr Duration period = 20_ms;
///     const Duration longest = Duration::microseconds(count) + 1_us;
class Duration
{
public:
	/// No time at all.
	constexpr Duration() = default;
	static constexpr Duration nanoseconds(s64 count) { return Duration(count); }
	static constexpr Duration microseconds(s64 count) { return times(count, 1'000, most / 1'000); }
	static constexpr Duration milliseconds(s64 count)
	{
		return times(count, 1'000'000, most / 1'000'000);
	}
	static constexpr Duration seconds(s64 count)
	{
		return times(count, 1'000'000'000, most / 1'000'000'000);
	}
	static constexpr Duration max() { return Duration(NumericLimits<s64>::max()); }
	static constexpr Duration min() { return Duration(NumericLimits<s64>::min()); }

	/// The whole units in it, rounded towards zero as ktime_to_us and ktime_to_ms do. Any context.
	constexpr s64 in_nanoseconds() const { return nanoseconds_; }
	constexpr s64 in_microseconds() const { return whole(1'000); }
	constexpr s64 in_milliseconds() const { return whole(1'000'000); }
	constexpr s64 in_seconds() const { return whole(1'000'000'000); }

	/// For a line of the log: "350 ns", "1.500 ms", "12.034 s"; what is less than a thousandth of its unit is cut off. Any context.
	///
	///     pr_info("calibrated in {}", took.text());
	inline DurationText text() const;

	friend constexpr Duration operator+(Duration a, Duration b)
	{
		s64 sum;
		if (__builtin_add_overflow(a.nanoseconds_, b.nanoseconds_, &sum))
			return b.nanoseconds_ < 0 ? min() : max();
		return Duration(sum);
	}
	friend constexpr Duration operator-(Duration a, Duration b)
	{
		s64 difference;
		if (__builtin_sub_overflow(a.nanoseconds_, b.nanoseconds_, &difference))
			return b.nanoseconds_ < 0 ? max() : min();
		return Duration(difference);
	}
	friend constexpr bool operator==(Duration a, Duration b) { return a.nanoseconds_ == b.nanoseconds_; }
	friend constexpr bool operator<(Duration a, Duration b) { return a.nanoseconds_ < b.nanoseconds_; }
	friend constexpr bool operator>(Duration a, Duration b) { return b < a; }
	friend constexpr bool operator<=(Duration a, Duration b) { return !(b < a); }
	friend constexpr bool operator>=(Duration a, Duration b) { return !(a < b); }

private:
	constexpr explicit Duration(s64 nanoseconds) : nanoseconds_(nanoseconds) {}

	static constexpr s64 most = NumericLimits<s64>::max();
	// (The most of this unit that a duration can be comes as a constant: a division of 64 bits would be a call into libgcc on
	// 32-bit machines. A template of the unit, clang 14 would not have instantiated yet where a constant is made of it.)
	static constexpr Duration times(s64 count, s64 unit, s64 longest)
	{
		if (count > longest)
			return max();
		return count < -longest ? min() : Duration(count * unit);
	}
	constexpr s64 whole(u32 unit) const
	{
		// (Of the lowest number there is no negative one.)
		const u64 magnitude = nanoseconds_ < 0 ? u64{0} - static_cast<u64>(nanoseconds_)
						       : static_cast<u64>(nanoseconds_);
		const auto quotient = static_cast<s64>(div_u64(magnitude, unit));
		return nanoseconds_ < 0 ? -quotient : quotient;
	}

	s64 nanoseconds_ = 0;
};

// How often `unit` fits into `dividend`, rounded up.
constexpr u64 div_round_up_u64(u64 dividend, u32 unit)
{
	const u64 whole = div_u64(dividend, unit);
	return whole * unit == dividend ? whole : whole + 1;
}

consteval Duration duration_literal(unsigned long long count, s64 unit)
{
	if (count > static_cast<unsigned long long>(NumericLimits<s64>::max() / unit))
		duration_is_longer_than_a_duration_can_be();
	return Duration::nanoseconds(static_cast<s64>(count) * unit);
}

/// 50_ns, 50_us, 50_ms, 50_s.
consteval Duration operator""_ns(unsigned long long count)
{
	return duration_literal(count, 1);
}
consteval Duration operator""_us(unsigned long long count)
{
	return duration_literal(count, 1'000);
}
consteval Duration operator""_ms(unsigned long long count)
{
	return duration_literal(count, 1'000'000);
}
consteval Duration operator""_s(unsigned long long count)
{
	return duration_literal(count, 1'000'000'000);
}

} // namespace
} // namespace kernel
