// SPDX-License-Identifier: GPL-2.0-only
// The fake of atomic words: hooks where threads meet.
#pragma once

#include <functional>

namespace fake
{

// Runs once, before the next shim_cmpxchg_pointer does its work.
void before_cmpxchg(std::function<void()> hook);
// At each round of a busy wait.
void on_cpu_relax(std::function<void()> hook);

} // namespace fake
