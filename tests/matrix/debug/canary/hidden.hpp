// SPDX-License-Identifier: GPL-2.0-only
// What keeps the compiler from seeing a bug, and from leaving it out.
#pragma once

#include "kernel/lock/mutex.hpp"
#include "kernel/lock/spinlock.hpp"
#include "kernel/log/log.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/param/parameter.hpp"
#include "kernel/thread/thread.hpp"
#include "kernel/wait/wait.hpp"

// A frame of its own in every report.
#define BUG __attribute__((noinline))

namespace canary
{
namespace
{

using namespace kernel;

// The same value, of which the compiler knows nothing.
template <typename T>
T hidden(T value)
{
	asm volatile("" : "+r"(value));
	return value;
}

// A value that is looked at.
template <typename T>
void used(T value)
{
	asm volatile("" : : "r"(value));
}

// All memory may have changed.
inline void anything_may_happen()
{
	asm volatile("" : : : "memory");
}

void sleep(unsigned int milliseconds)
{
	shim_schedule_timeout_interruptible(Timeout::milliseconds(milliseconds).jiffies());
}

} // namespace
} // namespace canary
