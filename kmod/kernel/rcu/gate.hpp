// SPDX-License-Identifier: GPL-2.0-only
// RcuGate: what can be started until it is ended for good.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/rcu/rcu.hpp"

namespace kernel
{
namespace
{

// For timers and works, of kernels that do not refuse by themselves what is started too late: when close() returns, nothing is being
// started any more, so that what was can be cancelled.
//
// (Its flag is read after the end of the object, too, by a member of the owner that is destroyed later: its accesses are volatile, and
// no compiler leaves them out.)
class RcuGate
{
public:
	// Calls start(), which returns whether it did something, unless the gate is closed. start() must not sleep. Any context.
	template <typename Start>
	bool unless_closed(Start start)
	{
		const RcuReadGuard reading;
		return !closed_.is_set() && start();
	}
	// Sleeps.
	void close()
	{
		closed_.set();
		synchronize_rcu();
	}

private:
	Flag closed_;
};

} // namespace
} // namespace kernel
