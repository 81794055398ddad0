// SPDX-License-Identifier: GPL-2.0-only
// Sections of RCU readers, and waiting for them.
#include "kernel/rcu/rcu.hpp"

#include "tests/kit/host/fresh.hpp"

using kernel::RcuReadGuard;

TEST_CASE_METHOD(Fresh, "sections of readers end with their scope, and nest")
{
	{
		const RcuReadGuard outer;
		const RcuReadGuard inner;
	}
	kernel::synchronize_rcu();
	CHECK(fake::take_grace_periods() == 1);
}

TEST_CASE_METHOD(Fresh, "a reader that waits for readers is seen")
{
	const RcuReadGuard reading;
	kernel::synchronize_rcu();
	CHECK(fake::take_violations().size() == 1);
}
