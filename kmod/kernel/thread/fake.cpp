// SPDX-License-Identifier: GPL-2.0-only
// The shims of kernel threads, which are threads of the host.
#include "kernel/thread/shim.h"

#include <cerrno>
#include <cstdint>
#include <new>

#include "kernel/memory/shim.h"
#include "kernel/wait/shim.h"
#include "tests/kit/host/fake.hpp"

struct task_struct {
	pthread_t thread;
	int (*function)(void *);
	void *data;
	std::atomic<bool> stop;
	std::atomic<bool> released;
	std::atomic<fake::Task *> sleeper;
	int returned;
};

namespace
{

thread_local task_struct *this_thread;

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

// (An allocation too, to fail and to be counted with the others.)
struct task_struct *shim_kthread_run(int (*function)(void *), void *data, const char *)
{
	void *memory = shim_kmalloc(sizeof(task_struct), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return reinterpret_cast<task_struct *>(static_cast<std::intptr_t>(-ENOMEM));
	auto *thread = new (memory) task_struct{{}, function, data, false, false, nullptr, 0};
	pthread_create(&thread->thread, nullptr, run, thread);
	return thread;
}

int shim_kthread_stop(struct task_struct *thread)
{
	fake::might_sleep("kthread_stop");
	thread->stop = true;
	if (fake::Task *sleeper = thread->sleeper)
		fake::wake(sleeper);
	thread->released = true;
	pthread_join(thread->thread, nullptr);
	const int returned = thread->returned;
	shim_kfree(thread);
	return returned;
}

bool shim_kthread_should_stop(void)
{
	return this_thread != nullptr && this_thread->stop;
}
