// SPDX-License-Identifier: GPL-2.0-only
// Waiting: a WaitQueue that pollers and sleepers stand in, and a CondVar for what a Mutex protects.
#pragma once

#include "kernel/atomic.hpp"
#include "kernel/lock.hpp"

namespace kernel
{
namespace
{

// How long a wait may take, in jiffies.
class Timeout
{
public:
	static Timeout never() { return Timeout(largest<long>); }
	static Timeout milliseconds(unsigned int count)
	{
		return Timeout(static_cast<long>(
			min(shim_msecs_to_jiffies(count), static_cast<unsigned long>(largest<long>))));
	}
	long jiffies() const { return jiffies_; }

private:
	explicit Timeout(long jiffies) : jiffies_(jiffies) {}
	long jiffies_;
};

class WaitQueue : Pinned
{
public:
	explicit WaitQueue(LockClass &lock_class)
	{
		shim_init_waitqueue_head(raw(), lock_class.name(), lock_class.key());
	}

	// A full barrier comes first: whoever joined the queue before sees what the caller stored before, or
	// is seen.
	// (The kernel's wq_has_sleeper, which is inline there, too: the list's head follows itself if it is empty.)
	bool has_sleeper()
	{
		full_fence();
		const char *const list =
			reinterpret_cast<const char *>(&queue_) + LAYOUT_WAIT_QUEUE_HEAD_LIST;
		return *reinterpret_cast<const void *const volatile *>(list) != list;
	}
	// One of those who wait, and all who poll.
	void wake_one() { shim_wake_up(raw()); }
	void wake_all() { shim_wake_up_all(raw()); }
	// Wakes all who poll for one of the events.
	void wake_pollers(unsigned int events) { shim_wake_up_all_poll(raw(), events); }

	// Sleeps until ready() says so; ready is asked before, and after each wake-up, without a lock. It must
	// not sleep.
	// ERESTARTSYS: a signal. ETIMEDOUT.
	template <typename Ready>
	Result<void> wait_interruptible(Timeout timeout, Ready ready)
	{
		return wait_around(
			timeout, ready, [] {}, [] {});
	}

	// For poll(2): joins the queue. A full barrier follows, so that what was stored before a wake-up that
	// came too early for this poller is seen by the look that it takes now.
	void poll_wait(file *file, poll_table_struct *table)
	{
		shim_poll_wait(file, raw(), table);
		full_fence();
	}

private:
	friend class CondVar;

	// The wait itself; before_sleep and after_sleep let go of a lock that ready() needs.
	template <typename Ready, typename Before, typename After>
	Result<void> wait_around(Timeout timeout, Ready ready, Before before_sleep, After after_sleep)
	{
		Opaque<LAYOUT_WAIT_QUEUE_ENTRY_SIZE, LAYOUT_WAIT_QUEUE_ENTRY_ALIGN> storage;
		auto *entry = reinterpret_cast<wait_queue_entry *>(&storage);
		long left = timeout.jiffies();
		Result<void> result;

		shim_init_wait(entry);
		for (;;) {
			shim_prepare_to_wait_exclusive(raw(), entry);
			if (ready())
				break;
			if (shim_signal_pending() != 0) {
				result = errors::interrupted;
				break;
			}
			if (left == 0) {
				result = errors::timed_out;
				break;
			}
			before_sleep();
			left = shim_schedule_timeout(left);
			after_sleep();
		}
		shim_finish_wait(raw(), entry);
		// Who gives up may have been the one that wake_one() woke: that goes on to the next.
		if (!result.ok())
			wake_one();
		return result;
	}

	wait_queue_head *raw() { return reinterpret_cast<wait_queue_head *>(&queue_); }

	Opaque<LAYOUT_WAIT_QUEUE_HEAD_SIZE, LAYOUT_WAIT_QUEUE_HEAD_ALIGN> queue_;
};

// Waits for something that a Mutex protects; change it under the mutex, then notify.
class CondVar : Pinned
{
public:
	explicit CondVar(LockClass &lock_class) : queue_(lock_class) {}

	// Sleeps, with the mutex let go, until ready(data) holds; it is asked with the mutex held, and the
	// mutex is held again on return, of an error too. ERESTARTSYS: a signal. ETIMEDOUT.
	template <typename T, typename Ready>
	Result<void> wait_interruptible(Guard<Mutex<T>, T> &guard, Timeout timeout, Ready ready)
	{
		return queue_.wait_around(
			timeout, [&] { return ready(*guard); },
			[&]() NO_THREAD_SAFETY_ANALYSIS { guard.lock().unlock(); },
			[&]() NO_THREAD_SAFETY_ANALYSIS { guard.lock().relock(); });
	}
	void notify_one() { queue_.wake_one(); }
	void notify_all() { queue_.wake_all(); }

private:
	WaitQueue queue_;
};

} // namespace
} // namespace kernel
