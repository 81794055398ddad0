// SPDX-License-Identifier: GPL-2.0-only
// Delays, named by what they do to their caller: busy_wait() keeps the CPU, sleep() and its kin give it away.
#pragma once

#include "kernel/core/result.hpp"
#include "kernel/time/duration.hpp"
#include "kernel/time/shim.h"

namespace kernel
{
namespace
{

// In whole units, rounded up; none if it is negative.
constexpr u64 round_up_to(Duration duration, u32 unit)
{
	return duration <= Duration() ? 0
				      : div_round_up_u64(static_cast<u64>(duration.in_nanoseconds()), unit);
}

/// Keeps the CPU busy for this long (ndelay, udelay), or a little less: the kernel's calibration of the CPU is no clock. Any context,
/// with locks held and interrupts off too. For some microseconds: nothing else runs on this CPU meanwhile, and whoever may sleep
/// should, from 10 us on.
inline void busy_wait(Duration duration)
{
	constexpr u32 most_ndelay = 10'000;
	// (More at once than some machines' udelay can multiply.)
	constexpr unsigned long most_udelay = 1'000;
	if (duration <= Duration::nanoseconds(most_ndelay)) {
		if (duration > Duration())
			shim_ndelay(static_cast<unsigned long>(duration.in_nanoseconds()));
		return;
	}
	u64 left = round_up_to(duration, 1'000);
	for (; left > most_udelay; left -= most_udelay)
		shim_udelay(most_udelay);
	shim_udelay(static_cast<unsigned long>(left));
}

/// Sleeps for at least this long, and wakes when it suits the machine: how much later, fsleep()'s rule says (up to 10 us it is a busy
/// wait, then a high-resolution timer, for long times the tick). Not interrupted by signals. Process context; sleeps.
inline void sleep(Duration duration)
{
	constexpr Duration most_fsleep = Duration::seconds(1);
	if (duration <= most_fsleep) {
		shim_fsleep(static_cast<unsigned long>(round_up_to(duration, 1'000)));
		return;
	}
	// (What is longer than msleep can say, 49 days, is so long.)
	shim_msleep(static_cast<unsigned int>(
		kernel::min(round_up_to(duration, 1'000'000), u64{NumericLimits<unsigned int>::max() - 1})));
}

/// Sleeps for at least `least`, and for no more than about `most` (usleep_range): the wider the range, the fewer interrupts. For 10 us
/// to 20 ms. Not interrupted by signals. Process context; sleeps.
inline void sleep_range(Duration least, Duration most)
{
	constexpr u64 longest = NumericLimits<unsigned long>::max() / 1'000;
	const u64 from = kernel::min(round_up_to(least, 1'000), longest);
	const u64 to = kernel::min(round_up_to(most, 1'000), longest);
	shim_usleep_range(static_cast<unsigned long>(from),
			  static_cast<unsigned long>(to < from ? from : to));
}

/// Sleeps for at least this long, by the tick (msleep_interruptible), unless a signal comes: ERESTARTSYS. Process context; sleeps.
inline Result<void> sleep_interruptible(Duration duration)
{
	const u64 milliseconds = round_up_to(duration, 1'000'000);
	constexpr u64 longest = NumericLimits<unsigned int>::max() - 1;
	if (shim_msleep_interruptible(static_cast<unsigned int>(kernel::min(milliseconds, longest))) != 0)
		return errors::interrupted;
	return {};
}

} // namespace
} // namespace kernel
