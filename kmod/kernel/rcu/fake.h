// SPDX-License-Identifier: GPL-2.0-only
// The fake of RCU.
#pragma once

#include <functional>

namespace fake
{

// Runs once, within the next synchronize_rcu: what another CPU still does.
void on_synchronize_rcu(std::function<void()> hook);
// How often somebody waited for readers, since it was asked the last time.
unsigned int take_grace_periods();

} // namespace fake
