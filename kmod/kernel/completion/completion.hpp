// SPDX-License-Identifier: GPL-2.0-only
// Completion: waiting for something that happens once, or once for each waiter.
#pragma once

#include "kernel/completion/shim.h"
#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/wait/timeout.hpp"

namespace kernel
{
namespace
{

/// completion: a count of what has happened. complete() adds one, a wait that succeeds takes one. What was stored before complete() is
/// seen after the wait.
///
///     void handle_irq() { answered_.complete(); }
///     Result<void> ask()
///     {
///             answered_.reinit();
///             start_command();
///             return answered_.wait_interruptible(Timeout::milliseconds(100));
///     }
///     Completion answered_;
///
/// Its lock is raw on every kernel, so that complete() is for hard interrupts on RT kernels, too. It may lie on a stack. Destroying it
/// waits for nobody: a wait that succeeded has seen the complete() that ended it through, but one that failed has not, and code that may
/// still complete it must be stopped first.
class Completion : Pinned
{
public:
	// cppcheck-suppress uninitMemberVar ; the kernel initialises it
	Completion() { shim_init_completion(raw()); }

	/// Wakes one waiter, or lets the next one pass. Any context but NMI.
	void complete() { shim_complete(raw()); }
	/// Wakes all, and lets all pass until reinit(). Any context but NMI; on RT kernels not in a hard interrupt.
	void complete_all() { shim_complete_all(raw()); }
	/// Nothing has happened: for the next use, while nobody waits and nobody completes. Any context.
	void reinit() { shim_reinit_completion(raw()); }

	/// Sleeps until it is complete, whatever signals come: what completes it must be certain to come.
	void wait() { shim_wait_for_completion(raw()); }
	/// The same for so long at the most: ETIMEDOUT.
	Result<void> wait(Timeout timeout)
	{
		return left(static_cast<long>(shim_wait_for_completion_timeout(
			raw(), static_cast<unsigned long>(timeout.jiffies()))));
	}
	/// Sleeps until it is complete. ERESTARTSYS: a signal. ETIMEDOUT.
	Result<void> wait_interruptible(Timeout timeout)
	{
		return left(shim_wait_for_completion_interruptible_timeout(
			raw(), static_cast<unsigned long>(timeout.jiffies())));
	}
	/// Takes one if there is one; false, without waiting, if not. Any context but NMI.
	[[nodiscard]] bool try_wait() { return shim_try_wait_for_completion(raw()); }
	/// Would a wait pass? Any context but NMI.
	[[nodiscard]] bool done() { return shim_completion_done(raw()); }

private:
	// What a wait with a timeout returned.
	static Result<void> left(long jiffies)
	{
		if (jiffies == 0)
			return errors::timed_out;
		if (jiffies < 0)
			return Result<void>::from_kernel(jiffies);
		return {};
	}
	completion *raw() { return reinterpret_cast<completion *>(&completion_); }

	Opaque<LAYOUT_COMPLETION_SIZE, LAYOUT_COMPLETION_ALIGN> completion_;
};

} // namespace
} // namespace kernel
