// SPDX-License-Identifier: GPL-2.0-only
// Hides a bug from the compiler, which would otherwise warn of it or optimise it away.
#pragma once

#include "kernel/lock/mutex.hpp"
#include "kernel/lock/spinlock.hpp"
#include "kernel/log/log.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/param/parameter.hpp"
#include "kernel/thread/thread.hpp"
#include "kernel/wait/wait.hpp"

// The function has a stack frame of its own in every report.
#define BUG __attribute__((noinline))

namespace canary
{
namespace
{

using namespace kernel;

// The same value, which the compiler cannot know.
template <typename T>
T hidden(T value)
{
	asm volatile("" : "+r"(value));
	return value;
}

// A value that is used.
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
