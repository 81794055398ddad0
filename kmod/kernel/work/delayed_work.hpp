// SPDX-License-Identifier: GPL-2.0-only
// DelayedWork: calls a member function of its owner in process context, after some time.
#pragma once

#include "kernel/wait/timeout.hpp"
#include "kernel/work/work.hpp"

namespace kernel
{
namespace
{

/// delayed_work: Work with a timer in front of it. All that is said of Work holds:
///
///     class Sensor : Pinned {
///             void poll()
///             {
///                     measure();
///                     poll_.queue_after(Timeout::milliseconds(500));	// where it goes on; else it was the last time
///             }
///             DelayedWork<&Sensor::poll> poll_{*this};
///     };
///
/// When the destructor returns, run() does not run and will not, and its timer is stopped.
template <auto run, typename End = WorkEnd<KERNEL_HAS_DISABLE_WORK_SYNC != 0>>
class DelayedWork : Pinned
{
	static_assert(is_member_of_type<run, void()>,
		      "a work calls a member function of its owner that takes and returns nothing: "
		      "DelayedWork<&D::run> for `void D::run()`");
	using Owner = ClassOf<run>;

public:
	explicit DelayedWork(Owner &owner, QueueOfWork queue = SystemQueue::percpu)
		: owner_(&owner), queue_(queue)
	{
		shim_init_delayed_work(raw(), entry, work_lock_class<run>.name(), work_lock_class<run>.key());
	}
	~DelayedWork() { end_.end(raw()); }

	/// run() is due now. False: it was due already, then or later. Any context but NMI; run() may do so itself.
	bool queue() { return queue_in(0); }
	/// run() is due so long from now, not earlier. False: it was due already, and remains so when it was. Context as queue().
	bool queue_after(Timeout delay) { return queue_in(static_cast<unsigned long>(delay.jiffies())); }
	/// run() is due so long from now, also if it was due at another time (mod_delayed_work). True: it was. Context as queue().
	bool mod(Timeout delay)
	{
		return end_.unless_ended([&] {
			return shim_mod_delayed_work(queue_.raw(), raw(),
						     static_cast<unsigned long>(delay.jiffies()));
		});
	}
	/// Has run() called at once if it is due later, and waits until it has run. True: it had to wait, which it need not if run() was
	/// called and was through at once. Sleeps; not in run(), and holding no lock that run() takes.
	bool flush() { return shim_flush_delayed_work(raw()); }
	/// run() is not due any more, and does not run: waits for one that runs, even if that queues itself. True: it was due. Others may queue
	/// it again. Sleeps; not in run(), and holding no lock that run() takes.
	bool cancel() { return shim_cancel_delayed_work_sync(raw()); }
	/// Is it due, now or later? What others do at this moment is not known. Any context.
	bool pending() { return shim_delayed_work_pending(raw()); }

private:
	bool queue_in(unsigned long jiffies)
	{
		return end_.unless_ended(
			[&] { return shim_queue_delayed_work(queue_.raw(), raw(), jiffies); });
	}
	// (Of the kernel's own type, kCFI compares it.)
	static void entry(work_struct *work)
	{
		static_assert(__is_standard_layout(DelayedWork),
			      "work_ has the address of the DelayedWork that it lies in");
		(reinterpret_cast<DelayedWork *>(shim_to_delayed_work(work))->owner_->*run)();
	}
	delayed_work *raw() { return reinterpret_cast<delayed_work *>(&work_); }

	Opaque<LAYOUT_DELAYED_WORK_SIZE, LAYOUT_DELAYED_WORK_ALIGN> work_;
	Owner *const owner_;
	const QueueOfWork queue_;
	[[no_unique_address]] End end_;
};

} // namespace
} // namespace kernel
