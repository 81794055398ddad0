// SPDX-License-Identifier: GPL-2.0-only
// The shims of RCU: each thread's sections are counted, and a wait inside of one is the deadlock that it would be.
#include "kernel/rcu/shim.h"

#include <utility>

#include "kernel/layouts.h"
#include "tests/kit/host/fake.hpp"

namespace
{

thread_local unsigned int readers;
unsigned int grace_periods;
std::function<void()> synchronize_hook;

const fake::Part part(
	[] {
		readers = 0;
		grace_periods = 0;
		synchronize_hook = nullptr;
	},
	[] { return std::string(readers == 0 ? "" : "a section of an RCU reader"); });

} // namespace

namespace fake
{

void on_synchronize_rcu(std::function<void()> hook)
{
	synchronize_hook = std::move(hook);
}
unsigned int take_grace_periods()
{
	return std::exchange(grace_periods, 0);
}

} // namespace fake

void shim_rcu_read_lock(void)
{
	++readers;
}

void shim_rcu_read_unlock(void)
{
	if (readers-- == 0)
		fake::violated("the end of a section of an RCU reader that never began");
}

void shim_synchronize_rcu(void)
{
	fake::might_sleep("synchronize_rcu");
	if (readers != 0)
		fake::violated("an RCU reader waits for itself");
	++grace_periods;
	if (synchronize_hook)
		std::exchange(synchronize_hook, nullptr)();
}
