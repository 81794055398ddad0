// SPDX-License-Identifier: GPL-2.0-only
// The shims of kernel threads, which are threads of the host.
#include "kernel/thread/shim.h"

#include <cerrno>
#include <cstdint>
#include <new>
#include <string>
#include <thread>
#include <utility>

#include "kernel/memory/shim.h"
#include "kernel/wait/shim.h"
#include "tests/kit/host/fake.hpp"

constexpr unsigned int any_cpu = ~0u;

struct task_struct {
	pthread_t thread;
	int (*function)(void *);
	void *data;
	std::atomic<bool> stop;
	std::atomic<bool> released;
	std::atomic<fake::Task *> sleeper;
	int returned;
	std::atomic<bool> park{false};
	std::atomic<bool> parked{false};
	unsigned int cpu = any_cpu;
};

namespace
{

thread_local task_struct *this_thread;
std::string policies;
const fake::Part part([] { policies.clear(); });

void *run(void *passed)
{
	auto *thread = static_cast<task_struct *>(passed);
	this_thread = thread;
	thread->sleeper = fake::current_task();
	thread->returned = thread->function(thread->data);
	// (Its task goes with it: not while somebody may still wake it.)
	while (!thread->released)
		shim_schedule_timeout_interruptible(1);
	return nullptr;
}

} // namespace

namespace fake
{

unsigned int cpu_of_this_thread()
{
	return ::this_thread->cpu;
}
std::string take_policies()
{
	return std::exchange(policies, {});
}

} // namespace fake

// (An allocation too, to fail and to be counted with the others.)
struct task_struct *shim_kthread_create(int (*function)(void *), void *data, const char *)
{
	void *memory = shim_kmalloc(sizeof(task_struct), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return reinterpret_cast<task_struct *>(static_cast<std::intptr_t>(-ENOMEM));
	auto *thread = new (memory) task_struct{{}, function, data, false, false, nullptr, 0};
	return thread;
}

int shim_wake_up_process(struct task_struct *thread)
{
	return pthread_create(&thread->thread, nullptr, run, thread) == 0;
}

struct task_struct *shim_kthread_run(int (*function)(void *), void *data, const char *name)
{
	task_struct *const thread = shim_kthread_create(function, data, name);
	if (reinterpret_cast<std::intptr_t>(thread) != -ENOMEM)
		shim_wake_up_process(thread);
	return thread;
}

void shim_kthread_bind(struct task_struct *thread, unsigned int cpu)
{
	thread->cpu = cpu;
}

bool shim_cpu_online(unsigned int cpu)
{
	return cpu < 2;
}

int shim_kthread_park(struct task_struct *thread)
{
	fake::might_sleep("kthread_park");
	if (thread->park.exchange(true))
		fake::violated("kthread_park of what is parked");
	while (!thread->parked) {
		if (fake::Task *sleeper = thread->sleeper)
			fake::wake(sleeper);
		std::this_thread::yield();
	}
	return 0;
}

void shim_kthread_unpark(struct task_struct *thread)
{
	thread->park = false;
}

bool shim_kthread_should_park(void)
{
	return this_thread->park;
}

void shim_kthread_parkme(void)
{
	this_thread->parked = true;
	while (this_thread->park)
		std::this_thread::yield();
	this_thread->parked = false;
}

void shim_sched_set_fifo(struct task_struct *)
{
	policies += "fifo ";
}

void shim_sched_set_fifo_low(struct task_struct *)
{
	policies += "low ";
}

void shim_sched_set_normal(struct task_struct *, int nice)
{
	policies += std::to_string(nice) + " ";
}

int shim_kthread_stop(struct task_struct *thread)
{
	fake::might_sleep("kthread_stop");
	thread->stop = true;
	thread->park = false;
	if (fake::Task *sleeper = thread->sleeper)
		fake::wake(sleeper);
	thread->released = true;
	pthread_join(thread->thread, nullptr);
	const int returned = thread->returned;
	thread->~task_struct();
	shim_kfree(thread);
	return returned;
}

bool shim_kthread_should_stop(void)
{
	return this_thread != nullptr && this_thread->stop;
}
