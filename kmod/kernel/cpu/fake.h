// SPDX-License-Identifier: GPL-2.0-only
// The fake of CPU hotplug. At first CPUs 0 and 2 are online.
#pragma once

#include <cstddef>

#define LAYOUT_CPUHP_NODE_SIZE (2 * sizeof(void *))
#define LAYOUT_CPUHP_NODE_ALIGN alignof(void *)

namespace fake
{

// 0, or the negative errno of whoever refused it.
int bring_cpu_online(unsigned int cpu);
void take_cpu_offline(unsigned int cpu);
// No state can be made any more.
void refuse_cpu_states();

} // namespace fake
