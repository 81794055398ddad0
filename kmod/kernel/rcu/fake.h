// SPDX-License-Identifier: GPL-2.0-only
// The fake of RCU.
#pragma once

#include <functional>

struct callback_head {
	callback_head *next;
	void (*func)(callback_head *);
};

#define LAYOUT_RCU_HEAD_SIZE sizeof(::callback_head)
#define LAYOUT_RCU_HEAD_ALIGN alignof(::callback_head)

namespace fake
{

// Runs once, within the next synchronize_rcu: what another CPU still does.
void on_synchronize_rcu(std::function<void()> hook);
// How often somebody waited for readers, since it was asked the last time.
unsigned int take_grace_periods();
// What the kernel does sooner or later: calls what call_rcu was asked for, when the readers have left.
void end_grace_period();
// How often somebody waited for that, since it was asked the last time.
unsigned int take_barriers();

} // namespace fake
