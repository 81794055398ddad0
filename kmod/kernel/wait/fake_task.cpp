// SPDX-License-Identifier: GPL-2.0-only
// The shims of tasks: who sleeps really sleeps, unless a hook does it; signals.
#include <climits>
#include <ctime>
#include <utility>

#include "kernel/wait/shim.h"
#include "tests/kit/host/fake.hpp"

namespace fake
{

// `runnable` is TASK_RUNNING: a wake-up between set_current_state and schedule is not lost.
struct Task {
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	pthread_cond_t wakened = PTHREAD_COND_INITIALIZER;
	bool runnable = true;
	bool interruptible = true;
	std::atomic<bool> signal{false};
};

} // namespace fake

namespace
{

constexpr long longest_sleep_seconds = 20;
constexpr long nanoseconds = 1000000000;

std::function<long(long)> sleep_hook;
thread_local fake::Task this_task;

const fake::Part part([] {
	sleep_hook = nullptr;
	this_task.signal = false;
});

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

} // namespace

namespace fake
{

void on_sleep(std::function<long(long)> hook)
{
	sleep_hook = std::move(hook);
}

Task *current_task()
{
	return &this_task;
}

void send_signal(Task *task)
{
	pthread_mutex_lock(&task->mutex);
	task->signal = true;
	const bool wakes = task->interruptible;
	pthread_mutex_unlock(&task->mutex);
	if (wakes)
		wake(task);
}

void fall_asleep(bool interruptible)
{
	pthread_mutex_lock(&this_task.mutex);
	this_task.runnable = false;
	this_task.interruptible = interruptible;
	pthread_mutex_unlock(&this_task.mutex);
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

bool is_asleep(Task *task)
{
	pthread_mutex_lock(&task->mutex);
	const bool asleep = !task->runnable;
	pthread_mutex_unlock(&task->mutex);
	return asleep;
}

} // namespace fake

void shim_set_current_state_interruptible(void)
{
	fake::fall_asleep(true);
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
	while (!this_task.runnable && !(this_task.interruptible && this_task.signal) && error == 0)
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
