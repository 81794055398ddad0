// SPDX-License-Identifier: GPL-2.0-only
// How a timer is ended for good, so that nothing starts it again.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/core/field.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/rcu/shim.h"
#include "kernel/timer/shim.h"

namespace kernel
{
namespace
{

// Whether the kernel does it (timer_shutdown_sync).
template <bool kernel_has_shutdown>
class TimerEnd;

template <>
class TimerEnd<true>
{
public:
	void arm(timer_list *timer, unsigned long expires) { shim_mod_timer(timer, expires); }
	void end(timer_list *timer) { shim_timer_shutdown_sync(timer); }
};

// Before 6.2: whoever has seen that it is not gone has started it when synchronize_rcu returns, and then it is cancelled.
//
// (The flag is read after the end of its object, too, by a member of the owner that is destroyed later: its accesses are volatile, and
// no compiler leaves them out.)
template <>
class TimerEnd<false>
{
public:
	void arm(timer_list *timer, unsigned long expires)
	{
		shim_rcu_read_lock();
		if (!gone_.is_set())
			shim_mod_timer(timer, expires);
		shim_rcu_read_unlock();
	}
	void end(timer_list *timer)
	{
		gone_.set();
		shim_synchronize_rcu();
		shim_timer_delete_sync(timer);
	}

private:
	Flag gone_;
};

} // namespace
} // namespace kernel
