// SPDX-License-Identifier: GPL-2.0-only
// The fake of waiting: sleepers are woken, one or all of them; pollers get the events that they were woken for.
#pragma once

#include <atomic>
#include <functional>

#include <pthread.h>

struct poll_table_struct;

namespace fake
{

// Who sleeps: one for each thread.
struct Task;

} // namespace fake

struct wait_queue_entry {
	wait_queue_entry *next;
	fake::Task *task;	   // a sleeper,
	poll_table_struct *poller; // or somebody who polls
};
struct wait_queue_head {
	pthread_mutex_t mutex;
	wait_queue_entry *first;
	std::atomic<unsigned int> waiting;
};
struct poll_table_struct {
	wait_queue_head *queue;
	wait_queue_entry entry;
	unsigned int wanted;
	std::atomic<unsigned int> woken;
};

#define LAYOUT_WAIT_QUEUE_HEAD_SIZE sizeof(::wait_queue_head)
#define LAYOUT_WAIT_QUEUE_HEAD_ALIGN alignof(::wait_queue_head)
#define LAYOUT_WAIT_QUEUE_ENTRY_SIZE sizeof(::wait_queue_entry)
#define LAYOUT_WAIT_QUEUE_ENTRY_ALIGN alignof(::wait_queue_entry)
#define LAYOUT_TASK_NORMAL 3
#define LAYOUT_EPOLLIN 0x1000
#define LAYOUT_EPOLLOUT 0x2000
#define LAYOUT_EPOLLRDNORM 0x4000
#define LAYOUT_EPOLLWRNORM 0x8000
#define LAYOUT_EPOLLPRI 0x10000
#define LAYOUT_EPOLLERR 0x20000
#define LAYOUT_EPOLLHUP 0x40000

namespace fake
{

constexpr unsigned int milliseconds_per_jiffy = 4;
// Instead of a sleep: gets the timeout in jiffies, returns what is left of it. Empty: really sleeps.
void on_sleep(std::function<long(long)> hook);
// Runs once, when somebody has joined a queue to poll.
void on_poll_wait(std::function<void()> hook);

Task *current_task();
// From now on this thread is asleep, for the fakes: until it is woken, or a signal comes, if that may.
void fall_asleep(bool interruptible);
void send_signal(Task *task);
// Was it asleep?
bool wake(Task *task);
// Is it? (Of a thread that is to be met asleep.)
bool is_asleep(Task *task);

// How many wake-ups of queues there were, and for which events.
unsigned int wake_ups();
unsigned int last_wake_events();

// A poll(2) that goes on: stands in the queues that it was told to join until it ends.
class Poller
{
public:
	explicit Poller(unsigned int wanted = ~0u);
	~Poller();
	Poller(const Poller &) = delete;
	Poller &operator=(const Poller &) = delete;
	poll_table_struct *table() { return &table_; }
	bool joined() const { return table_.queue != nullptr; }
	// Which events it was woken with since it was asked the last time; 0: it was not.
	unsigned int woken() { return table_.woken.exchange(0); }

private:
	poll_table_struct table_;
};

} // namespace fake
