// SPDX-License-Identifier: GPL-2.0-only
// Waiting: a WaitQueue that pollers and sleepers stand in, and a CondVar for what a lock protects.
#pragma once

#include "kernel/lock/lock.hpp"
#include "kernel/removable/removable.hpp"
#include "kernel/wait/poll.hpp"
#include "kernel/wait/timeout.hpp"

namespace kernel
{
namespace
{

/// wait_queue_head: to wait for a condition that is checked without a lock. Change it, then wake:
///
///     void handle_irq() { done_.set(); queue_.wake_all(); }
///     TRY(queue_.wait_interruptible(Timeout::milliseconds(100), [&] { return done_.is_set(); }));
///     Flag done_;
///
/// What is promised of the order: a ready() that is asked after a wake-up sees what was stored before it; and a waiter that was asked before the
/// store is woken. So no wake-up is lost, and that needs no lock and no barrier. What ready() reads while others change it must be read
/// whole: Atomic64, Flag. What was stored before a Flag's set() is seen after the wait, too.
///
/// Waits are exclusive: wake_one() wakes the task that has waited longest and no other, and a task that gives up hands the wake-up on.
/// That is for waiters of which any will do. Where they wait for different things, or all may continue, it is wake_all(). Pollers are
/// always woken.
///
/// Destroying it waits for nobody: nobody may wait in it, poll it or wake it then.
class WaitQueue : RemovalListener
{
public:
	explicit WaitQueue(LockClass &lock_class) { init(lock_class); }
	/// Of an object that can go while somebody waits: waiting then ends with ENODEV.
	WaitQueue(LockClass &lock_class, Removable &object) : RemovalListener(object, wake_removed)
	{
		init(lock_class);
	}

	/// A full barrier comes first: whoever joined the queue before sees what the caller stored before, or is seen. Any context.
	bool has_sleeper() { return shim_wq_has_sleeper(raw()); }
	/// One of those who wait, and all who poll. Any context but NMI, as the other two.
	void wake_one() { shim_wake_up(raw(), LAYOUT_TASK_NORMAL, 1, nullptr); }
	void wake_all() { shim_wake_up(raw(), LAYOUT_TASK_NORMAL, 0, nullptr); }
	/// Wakes all who poll for one of the events, and all who sleep.
	//
	// (All of EPOLLEXCLUSIVE, too, of whom the kernel's wake_up_poll wakes one: each open file is readable on its own.)
	void wake_pollers(PollEvents events)
	{
		shim_wake_up(raw(), LAYOUT_TASK_NORMAL, 0,
			     reinterpret_cast<void *>(static_cast<uintptr_t>(events.bits())));
	}

	/// Sleeps until ready() says so; ready is asked before, and after each wake-up, without a lock. It must not sleep. Process
	/// context. ERESTARTSYS: a signal. ETIMEDOUT. ENODEV: the object is gone.
	template <typename Ready>
	Result<void> wait_interruptible(Timeout timeout, Ready ready)
	{
		return wait_around<true>(
			timeout, ready, [] {}, [] {});
	}
	/// The same, whatever signals come: for what is certain to come, and soon, as nobody can kill the process meanwhile (and after
	/// two minutes the kernel complains). ETIMEDOUT. ENODEV: the object is gone.
	template <typename Ready>
	Result<void> wait(Timeout timeout, Ready ready)
	{
		return wait_around<false>(
			timeout, ready, [] {}, [] {});
	}

	/// For the poll operation: joins the queue. A full barrier follows, so that what was stored before a wake-up that
	/// came too early for this poller is seen by the look that it takes now.
	void poll_wait(PollTable table) { table.wait(raw()); }

private:
	friend class CondVar;

	void init(LockClass &lock_class)
	{
		shim_init_waitqueue_head(raw(), lock_class.name(), lock_class.key());
	}
	static void wake_removed(RemovalListener &listener) { static_cast<WaitQueue &>(listener).wake_all(); }

	// The wait itself; before_sleep and after_sleep let go of a lock that ready() needs.
	template <bool interruptible, typename Ready, typename Before, typename After>
	Result<void> wait_around(Timeout timeout, Ready ready, Before before_sleep, After after_sleep)
	{
		Opaque<LAYOUT_WAIT_QUEUE_ENTRY_SIZE, LAYOUT_WAIT_QUEUE_ENTRY_ALIGN> storage;
		auto *entry = reinterpret_cast<wait_queue_entry *>(&storage);
		long left = timeout.jiffies();
		Result<void> result;

		shim_init_wait(entry);
		for (;;) {
			// (With a full barrier behind it: what ready() reads is read when the queue has this sleeper.)
			if constexpr (interruptible)
				shim_prepare_to_wait_exclusive(raw(), entry);
			else
				shim_prepare_to_wait_exclusive_uninterruptible(raw(), entry);
			if (RemovalListener::removed()) {
				result = errors::no_device;
				break;
			}
			if (ready())
				break;
			if (interruptible && shim_signal_pending() != 0) {
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
		// A task that gives up may be the one that wake_one() woke: the wake-up is passed to the next.
		if (!result.ok())
			wake_one();
		return result;
	}

	wait_queue_head *raw() { return reinterpret_cast<wait_queue_head *>(&queue_); }

	Opaque<LAYOUT_WAIT_QUEUE_HEAD_SIZE, LAYOUT_WAIT_QUEUE_HEAD_ALIGN> queue_;
};

/// Waits for something that a lock protects; change it under the lock, then notify.
class CondVar : Pinned
{
public:
	explicit CondVar(LockClass &lock_class) : queue_(lock_class) {}
	/// Of an object that can go while somebody waits: waiting then ends with ENODEV.
	CondVar(LockClass &lock_class, Removable &object) : queue_(lock_class, object) {}

	/// Sleeps, with the lock let go, until ready(data) holds; it is asked with the lock held, and the lock is held again on
	/// return, of an error too. Process context. ERESTARTSYS: a signal. ETIMEDOUT. ENODEV: the object is gone.
	template <typename Lock, typename Mode, typename Ready>
	Result<void> wait_interruptible(Guard<Lock, Mode> &guard, Timeout timeout, Ready ready)
	{
		return wait_with<true>(guard, timeout, ready);
	}
	/// The same, whatever signals come: for what is certain to come, and soon. ETIMEDOUT. ENODEV: the object is gone.
	template <typename Lock, typename Mode, typename Ready>
	Result<void> wait(Guard<Lock, Mode> &guard, Timeout timeout, Ready ready)
	{
		return wait_with<false>(guard, timeout, ready);
	}
	/// Any context but NMI.
	void notify_one() { queue_.wake_one(); }
	void notify_all() { queue_.wake_all(); }
	/// For the poll operation: joins the pollers that are notified.
	void poll_wait(PollTable table) { queue_.poll_wait(table); }

private:
	template <bool interruptible, typename Lock, typename Mode, typename Ready>
	Result<void> wait_with(Guard<Lock, Mode> &guard, Timeout timeout, Ready ready)
	{
		static_assert(Lock::Backend::condvar_may_wait,
			      "a CondVar cannot wait with a RawSpinLock: the lock in its queue may not be "
			      "taken under one");
		return queue_.template wait_around<interruptible>(
			timeout, [&] { return ready(*guard); },
			[&]() NO_THREAD_SAFETY_ANALYSIS { guard.let_go(); },
			[&]() NO_THREAD_SAFETY_ANALYSIS { guard.take_again(); });
	}

	WaitQueue queue_;
};

} // namespace
} // namespace kernel
