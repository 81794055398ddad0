// SPDX-License-Identifier: GPL-2.0-only
// The fake of memory for each CPU, of a machine whose possible CPUs have a gap: 0, 1 and 3.
#pragma once

#define LAYOUT_PCPU_MIN_UNIT_SIZE 0x8000

namespace fake
{

constexpr unsigned int possible_cpus[] = {0, 1, 3};
// This thread runs on this CPU from now on; each starts on CPU 0.
void run_on_cpu(unsigned int cpu);

} // namespace fake
