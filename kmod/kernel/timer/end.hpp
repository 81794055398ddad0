// SPDX-License-Identifier: GPL-2.0-only
// How a timer is ended for good, so that nothing starts it again.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/rcu/gate.hpp"
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

// Before 6.2.
template <>
class TimerEnd<false>
{
public:
	void arm(timer_list *timer, unsigned long expires)
	{
		gate_.unless_closed([&] { return shim_mod_timer(timer, expires) != 0; });
	}
	void end(timer_list *timer)
	{
		gate_.close();
		shim_timer_delete_sync(timer);
	}

private:
	RcuGate gate_;
};

} // namespace
} // namespace kernel
