// SPDX-License-Identifier: GPL-2.0-only
// The fake of kernel threads. Two CPUs are online.
#pragma once

#include <string>

namespace fake
{

// Within a thread: what it was bound to; the greatest number if it was not.
unsigned int cpu_of_this_thread();
// How threads were to be scheduled, since it was asked the last time: "fifo ", "low ", or their niceness.
std::string take_policies();

} // namespace fake
