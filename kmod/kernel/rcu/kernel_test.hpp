// SPDX-License-Identifier: GPL-2.0-only
// RCU: waiting for readers waits for those that have begun.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/rcu/kernel_test_pointer.hpp"
#include "kernel/rcu/rcu.hpp"
#include "kernel/thread/thread.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// A thread that is in a section for some milliseconds.
class RcuReader : Pinned
{
public:
	Result<void> start() { return thread_.start("selftest_reader"); }
	Flag reading;
	Flag left;

private:
	static void run(RcuReader &self)
	{
		const RcuReadGuard guard;
		self.reading.set();
		for (int spins = 0; spins < 2'000'000; ++spins)
			cpu_relax();
		self.left.set();
	}

	Thread<RcuReader> thread_{run, *this};
};

Outcome synchronize_waits_for_a_reader()
{
	RcuReader reader;
	TRY(reader.start());
	// (On one CPU without preemption it is over before this is asked.)
	EXPECT(eventually([&] { return reader.reading.is_set(); }));
	synchronize_rcu();
	EXPECT(reader.left.is_set());
	return {};
}

Outcome sections_nest()
{
	{
		const RcuReadGuard outer;
		const RcuReadGuard inner;
	}
	synchronize_rcu();
	return {};
}

constexpr Test rcu_tests[] = {
	{"rcu: synchronize_rcu waits for a reader that has begun", synchronize_waits_for_a_reader},
	{"rcu: sections nest", sections_nest},
	{"rcu pointer: readers see it whole while it is replaced", readers_go_on_while_it_is_replaced},
	{"rcu pointer: nothing may be published", nothing_may_be_published},
	{"rcu pointer: it is replaced without waiting, and all are gone when it is",
	 it_is_replaced_without_waiting},
};

} // namespace
} // namespace selftest
