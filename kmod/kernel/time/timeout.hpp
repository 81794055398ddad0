// SPDX-License-Identifier: GPL-2.0-only
// A duration as a wait takes it.
#pragma once

#include "kernel/time/delay.hpp"
#include "kernel/wait/timeout.hpp"

namespace kernel
{
namespace
{

/// The Timeout of wait queues, condition variables and completions, rounded up so that it is never shorter; what is longer than 24
/// days is so long. Any context.
///
///     TRY(queue_.wait_interruptible(timeout_of(250_ms), is_ready));
inline Timeout timeout_of(Duration duration)
{
	// (msecs_to_jiffies takes more than INT_MAX for forever.)
	constexpr u64 longest = NumericLimits<unsigned int>::max() / 2;
	return Timeout::milliseconds(
		static_cast<unsigned int>(kernel::min(round_up_to(duration, 1'000'000), longest)));
}

} // namespace
} // namespace kernel
