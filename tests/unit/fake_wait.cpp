// SPDX-License-Identifier: MIT
// The shims of wait queues: sleepers really sleep, unless a hook does it for them; pollers are told of their wake-ups.
#include <climits>
#include <ctime>
#include <mutex>
#include <new>
#include <utility>

#include "fake.hpp"
#include "kernel/shims.h"

namespace fake
{

// `runnable` is TASK_RUNNING: a wake-up between prepare_to_wait and schedule is not lost.
struct Task {
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	pthread_cond_t wakened = PTHREAD_COND_INITIALIZER;
	bool runnable = true;
	std::atomic<bool> signal{false};
};

} // namespace fake

namespace
{

constexpr long longest_sleep_seconds = 20;

std::function<long(long)> sleep_hook;
std::function<void()> poll_wait_hook;
std::atomic<unsigned int> wake_up_count;
std::atomic<unsigned int> wake_events;

thread_local fake::Task this_task;

class QueueLock
{
public:
	explicit QueueLock(wait_queue_head *queue) : queue_(queue) { pthread_mutex_lock(&queue_->mutex); }
	~QueueLock() { pthread_mutex_unlock(&queue_->mutex); }

private:
	wait_queue_head *queue_;
};

void join(wait_queue_head *queue, wait_queue_entry *entry)
{
	const QueueLock lock(queue);
	for (const wait_queue_entry *each = queue->first; each != nullptr; each = each->next)
		if (each == entry)
			return;
	entry->next = queue->first;
	queue->first = entry;
	++queue->waiting;
}

void leave(wait_queue_head *queue, wait_queue_entry *entry)
{
	const QueueLock lock(queue);
	for (wait_queue_entry **each = &queue->first; *each != nullptr; each = &(*each)->next) {
		if (*each != entry)
			continue;
		*each = entry->next;
		--queue->waiting;
		return;
	}
}

// (Nobody here waits exclusively, so that waking one wakes all, as in the kernel.)
void wake_queue(wait_queue_head *queue, unsigned int events)
{
	wake_up_count.fetch_add(1, std::memory_order_relaxed);
	wake_events.store(events, std::memory_order_relaxed);
	const QueueLock lock(queue);
	for (const wait_queue_entry *each = queue->first; each != nullptr; each = each->next) {
		if (each->task != nullptr)
			fake::wake(each->task);
		else if ((each->poller->wanted & events) != 0)
			each->poller->woken.fetch_or(events);
	}
}

} // namespace

namespace fake
{

void on_sleep(std::function<long(long)> hook)
{
	sleep_hook = std::move(hook);
}

void on_poll_wait(std::function<void()> hook)
{
	poll_wait_hook = std::move(hook);
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

void clear_signal()
{
	this_task.signal = false;
}

void wake(Task *task)
{
	pthread_mutex_lock(&task->mutex);
	task->runnable = true;
	pthread_cond_signal(&task->wakened);
	pthread_mutex_unlock(&task->mutex);
}

unsigned int wake_ups()
{
	return wake_up_count;
}

unsigned int last_wake_events()
{
	return wake_events;
}

Poller::Poller(unsigned int wanted) : table_{nullptr, {nullptr, nullptr, &table_}, wanted, 0} {}

Poller::~Poller()
{
	if (table_.queue != nullptr)
		leave(table_.queue, &table_.entry);
}

void reset_waiting()
{
	sleep_hook = nullptr;
	poll_wait_hook = nullptr;
	wake_up_count = 0;
	wake_events = 0;
	clear_signal();
}

} // namespace fake

void shim_init_waitqueue_head(struct wait_queue_head *queue, const char *name, struct lock_class_key *key)
{
	if (name == nullptr || key == nullptr)
		fake::violated("a wait queue without a class");
	new (queue) wait_queue_head{PTHREAD_MUTEX_INITIALIZER, nullptr, 0};
}

int shim_wq_has_sleeper(struct wait_queue_head *queue)
{
	return queue->waiting != 0 ? 1 : 0;
}

void shim_wake_up(struct wait_queue_head *queue)
{
	wake_queue(queue, ~0u);
}

void shim_wake_up_all(struct wait_queue_head *queue)
{
	wake_queue(queue, ~0u);
}

void shim_wake_up_all_poll(struct wait_queue_head *queue, unsigned int events)
{
	wake_queue(queue, events);
}

void shim_init_wait(struct wait_queue_entry *entry)
{
	new (entry) wait_queue_entry{nullptr, &this_task, nullptr};
}

void shim_prepare_to_wait_exclusive(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	join(queue, entry);
	pthread_mutex_lock(&this_task.mutex);
	this_task.runnable = false;
	pthread_mutex_unlock(&this_task.mutex);
}

void shim_finish_wait(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	leave(queue, entry);
	fake::wake(&this_task);
}

long shim_schedule_timeout(long timeout)
{
	fake::might_sleep("schedule_timeout");
	if (timeout < 0)
		fake::violated("a negative timeout");
	if (sleep_hook)
		return sleep_hook(timeout);
	timespec end;
	clock_gettime(CLOCK_REALTIME, &end);
	const bool forever = timeout > longest_sleep_seconds * 1000 / long{fake::milliseconds_per_jiffy};
	const long milliseconds =
		forever ? longest_sleep_seconds * 1000 : timeout * long{fake::milliseconds_per_jiffy};
	end.tv_sec += milliseconds / 1000;
	end.tv_nsec += milliseconds % 1000 * 1000000;
	if (end.tv_nsec >= 1000000000) {
		end.tv_nsec -= 1000000000;
		++end.tv_sec;
	}
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
	pthread_mutex_lock(&this_task.mutex);
	this_task.runnable = false;
	pthread_mutex_unlock(&this_task.mutex);
	return shim_schedule_timeout(timeout);
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

void shim_poll_wait(struct file *, struct wait_queue_head *queue, struct poll_table_struct *table)
{
	if (table != nullptr) {
		table->queue = queue;
		join(queue, &table->entry);
	}
	if (const auto hook = std::exchange(poll_wait_hook, nullptr))
		hook();
}
