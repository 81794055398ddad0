// SPDX-License-Identifier: GPL-2.0-only
// The shims of wait queues.
#include "kernel/wait/shim.h"

#include <climits>
#include <new>
#include <utility>

#include "tests/kit/host/fake.hpp"

namespace
{

std::function<void()> poll_wait_hook;
std::atomic<unsigned int> wake_up_count;
std::atomic<unsigned int> wake_events;

const fake::Part part([] {
	poll_wait_hook = nullptr;
	wake_up_count = 0;
	wake_events = 0;
});

class QueueLock
{
public:
	explicit QueueLock(wait_queue_head *queue) : queue_(queue) { pthread_mutex_lock(&queue_->mutex); }
	~QueueLock() { pthread_mutex_unlock(&queue_->mutex); }
	QueueLock(const QueueLock &) = delete;
	QueueLock &operator=(const QueueLock &) = delete;

private:
	wait_queue_head *queue_;
};

// At the end, if it is not there already. The queue's lock is held.
void append(wait_queue_head *queue, wait_queue_entry *entry)
{
	wait_queue_entry **last = &queue->first;
	for (; *last != nullptr; last = &(*last)->next)
		if (*last == entry)
			return;
	entry->next = nullptr;
	*last = entry;
	queue->waiting.fetch_add(1, std::memory_order_relaxed);
}

void remove(wait_queue_head *queue, wait_queue_entry *entry)
{
	for (wait_queue_entry **each = &queue->first; *each != nullptr; each = &(*each)->next) {
		if (*each != entry)
			continue;
		*each = entry->next;
		queue->waiting.fetch_sub(1, std::memory_order_relaxed);
		return;
	}
}

// All who poll for one of the events, and so many sleepers, who leave the queue. (All sleepers wait exclusively.)
void wake_queue(wait_queue_head *queue, unsigned int events, unsigned int sleepers)
{
	wake_up_count.fetch_add(1, std::memory_order_relaxed);
	wake_events.store(events, std::memory_order_relaxed);
	const QueueLock lock(queue);
	wait_queue_entry *next = nullptr;
	for (wait_queue_entry *each = queue->first; each != nullptr; each = next) {
		next = each->next;
		if (each->poller != nullptr) {
			if ((each->poller->wanted & events) != 0)
				each->poller->woken.fetch_or(events);
		} else if (sleepers != 0 && fake::wake(each->task)) {
			remove(queue, each);
			--sleepers;
		}
	}
}

} // namespace

namespace fake
{

void on_poll_wait(std::function<void()> hook)
{
	poll_wait_hook = std::move(hook);
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
	if (table_.queue == nullptr)
		return;
	const QueueLock lock(table_.queue);
	remove(table_.queue, &table_.entry);
}

} // namespace fake

void shim_init_waitqueue_head(struct wait_queue_head *queue, const char *name, struct lock_class_key *key)
{
	if (name == nullptr || key == nullptr)
		fake::violated("a wait queue without a class");
	new (queue) wait_queue_head{PTHREAD_MUTEX_INITIALIZER, nullptr, 0};
}

// (Relaxed beside its barrier, so that ThreadSanitizer does not take it for an order of what the driver has not ordered.)
bool shim_wq_has_sleeper(struct wait_queue_head *queue)
{
	std::atomic_thread_fence(std::memory_order_seq_cst);
	return queue->waiting.load(std::memory_order_relaxed) != 0;
}

void shim_wake_up(struct wait_queue_head *queue, unsigned int mode, int exclusive, void *key)
{
	if (mode != LAYOUT_TASK_NORMAL)
		fake::violated("a wake-up of tasks in another state");
	const auto events = static_cast<unsigned int>(reinterpret_cast<uintptr_t>(key));
	wake_queue(queue, key == nullptr ? ~0u : events,
		   exclusive == 0 ? UINT_MAX : static_cast<unsigned int>(exclusive));
}

void shim_init_wait(struct wait_queue_entry *entry)
{
	new (entry) wait_queue_entry{nullptr, fake::current_task(), nullptr};
}

void shim_prepare_to_wait_exclusive(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	const QueueLock lock(queue);
	append(queue, entry);
	fake::fall_asleep(true);
}

void shim_prepare_to_wait_exclusive_uninterruptible(struct wait_queue_head *queue,
						    struct wait_queue_entry *entry)
{
	const QueueLock lock(queue);
	append(queue, entry);
	fake::fall_asleep(false);
}

void shim_finish_wait(struct wait_queue_head *queue, struct wait_queue_entry *entry)
{
	shim_set_current_state_running();
	const QueueLock lock(queue);
	remove(queue, entry);
}

void shim_poll_wait(struct file *, struct wait_queue_head *queue, struct poll_table_struct *table)
{
	if (table != nullptr) {
		table->queue = queue;
		const QueueLock lock(queue);
		append(queue, &table->entry);
	}
	std::atomic_thread_fence(std::memory_order_seq_cst);
	if (poll_wait_hook)
		std::exchange(poll_wait_hook, nullptr)();
}
