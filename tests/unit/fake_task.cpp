// SPDX-License-Identifier: MIT
// The shims of tasks: who sleeps really sleeps, unless a hook does it; signals; kernel threads.
#include <cerrno>
#include <climits>
#include <cstdint>
#include <ctime>
#include <new>
#include <utility>

#include "fake.hpp"
#include "kernel/shims.h"

namespace fake
{

// `runnable` is TASK_RUNNING: a wake-up between set_current_state and schedule is not lost.
struct Task {
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	pthread_cond_t wakened = PTHREAD_COND_INITIALIZER;
	bool runnable = true;
	std::atomic<bool> signal{false};
};

} // namespace fake

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

constexpr long longest_sleep_seconds = 20;
constexpr long nanoseconds = 1000000000;

std::function<long(long)> sleep_hook;
std::function<void()> relax_hook;
thread_local fake::Task this_task;
thread_local task_struct *this_thread;

timespec after_milliseconds(long milliseconds)
{
	timespec time;
	clock_gettime(CLOCK_REALTIME, &time);
	time.tv_sec += milliseconds / 1000;
	time.tv_nsec += milliseconds % 1000 * 1000000;
	time.tv_sec += time.tv_nsec / nanoseconds;
	time.tv_nsec %= nanoseconds;
	return time;
}

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

void on_sleep(std::function<long(long)> hook)
{
	sleep_hook = std::move(hook);
}

void on_cpu_relax(std::function<void()> hook)
{
	relax_hook = std::move(hook);
}

Task *current_task()
{
	return &this_task;
}

void send_signal(Task *task)
{
	task->signal = true;
	wake(task);
}

bool wake(Task *task)
{
	pthread_mutex_lock(&task->mutex);
	const bool was_asleep = !task->runnable;
	task->runnable = true;
	pthread_cond_signal(&task->wakened);
	pthread_mutex_unlock(&task->mutex);
	return was_asleep;
}

void reset_tasks()
{
	sleep_hook = nullptr;
	relax_hook = nullptr;
	this_task.signal = false;
}

} // namespace fake

void shim_set_current_state_interruptible(void)
{
	pthread_mutex_lock(&this_task.mutex);
	this_task.runnable = false;
	pthread_mutex_unlock(&this_task.mutex);
}

void shim_set_current_state_running(void)
{
	fake::wake(&this_task);
}

long shim_schedule_timeout(long timeout)
{
	fake::might_sleep("schedule_timeout");
	if (timeout < 0)
		fake::violated("a negative timeout");
	if (sleep_hook)
		return sleep_hook(timeout);
	constexpr long longest = longest_sleep_seconds * 1000 / long{fake::milliseconds_per_jiffy};
	const bool forever = timeout > longest;
	const timespec end =
		after_milliseconds((forever ? longest : timeout) * long{fake::milliseconds_per_jiffy});
	int error = 0;
	pthread_mutex_lock(&this_task.mutex);
	while (!this_task.runnable && !this_task.signal && error == 0)
		error = pthread_cond_timedwait(&this_task.wakened, &this_task.mutex, &end);
	this_task.runnable = true;
	pthread_mutex_unlock(&this_task.mutex);
	if (error != 0 && forever)
		fake::violated("nobody woke a sleeper");
	return error != 0 ? 0 : timeout;
}

long shim_schedule_timeout_interruptible(long timeout)
{
	shim_set_current_state_interruptible();
	return shim_schedule_timeout(timeout);
}

void shim_schedule(void)
{
	shim_schedule_timeout(LONG_MAX);
}

int shim_signal_pending(void)
{
	return this_task.signal ? 1 : 0;
}

unsigned long shim_msecs_to_jiffies(unsigned int milliseconds)
{
	if (milliseconds == UINT_MAX)
		return ULONG_MAX;
	return (milliseconds + fake::milliseconds_per_jiffy - 1) / fake::milliseconds_per_jiffy;
}

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

void shim_cpu_relax(void)
{
	if (relax_hook)
		relax_hook();
}
