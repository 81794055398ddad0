// SPDX-License-Identifier: GPL-2.0-only
// The shims of RCU: each thread's sections are counted, a wait inside of one is the deadlock that it would be, and a wait of another
// thread really waits.
#include "kernel/rcu/shim.h"

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

#include <pthread.h>

#include "kernel/layouts.h"
#include "tests/kit/host/fake.hpp"

namespace
{

thread_local unsigned int readers;
pthread_rwlock_t sections = PTHREAD_RWLOCK_INITIALIZER;
std::atomic<unsigned int> grace_periods;
std::function<void()> synchronize_hook;
std::atomic<unsigned int> barriers;
std::mutex callbacks_mutex;
std::vector<callback_head *> callbacks;

const fake::Part part(
	[] {
		grace_periods = 0;
		barriers = 0;
		synchronize_hook = nullptr;
		callbacks.clear();
	},
	[] {
		return std::string(readers != 0	       ? "a section of an RCU reader"
				   : callbacks.empty() ? ""
						       : "what call_rcu was asked for");
	});

} // namespace

namespace fake
{

void on_synchronize_rcu(std::function<void()> hook)
{
	synchronize_hook = std::move(hook);
}
unsigned int take_grace_periods()
{
	return grace_periods.exchange(0);
}
unsigned int take_barriers()
{
	return barriers.exchange(0);
}
void end_grace_period()
{
	std::vector<callback_head *> now;
	{
		const std::lock_guard guard(callbacks_mutex);
		now.swap(callbacks);
	}
	pthread_rwlock_wrlock(&sections);
	pthread_rwlock_unlock(&sections);
	// (A softirq.)
	++this_thread().spinning;
	for (callback_head *head : now)
		head->func(head);
	--this_thread().spinning;
}

} // namespace fake

void shim_rcu_read_lock(void)
{
	if (readers++ == 0)
		pthread_rwlock_rdlock(&sections);
	// (To the fakes, a task that may not sleep is spinning.)
	++fake::this_thread().spinning;
}

void shim_rcu_read_unlock(void)
{
	if (readers == 0)
		return fake::violated("the end of a section of an RCU reader that never began");
	--fake::this_thread().spinning;
	if (--readers == 0)
		pthread_rwlock_unlock(&sections);
}

void shim_synchronize_rcu(void)
{
	if (readers != 0)
		return fake::violated("an RCU reader waits for itself");
	fake::might_sleep("synchronize_rcu");
	++grace_periods;
	if (synchronize_hook)
		std::exchange(synchronize_hook, nullptr)();
	pthread_rwlock_wrlock(&sections);
	pthread_rwlock_unlock(&sections);
}

void *shim_rcu_dereference(void *const *pointer)
{
	if (readers == 0)
		fake::violated("a published pointer that is read outside of a section");
	return __atomic_load_n(pointer, __ATOMIC_ACQUIRE);
}

void *shim_rcu_xchg(void **pointer, void *next)
{
	return __atomic_exchange_n(pointer, next, __ATOMIC_SEQ_CST);
}

void shim_call_rcu(callback_head *head, void (*function)(callback_head *))
{
	head->func = function;
	const std::lock_guard guard(callbacks_mutex);
	callbacks.push_back(head);
}

void shim_rcu_barrier(void)
{
	if (readers != 0)
		return fake::violated("an RCU reader waits for itself");
	fake::might_sleep("rcu_barrier");
	++barriers;
	fake::end_grace_period();
}
