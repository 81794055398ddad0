// SPDX-License-Identifier: GPL-2.0-only
// Work: calls a member function of its owner in process context, soon.
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/lock/lock_class.hpp"
#include "kernel/work/end.hpp"
#include "kernel/work/workqueue.hpp"

namespace kernel
{
namespace
{

// One for each callback, for lockdep: waiting for one work is not waiting for all.
template <auto run>
constinit LockClass work_lock_class{"work"};

/// work_struct: calls `void D::run()` of its owner once, in process context: run() may sleep. A member of D, behind `run`, which must be
/// declared before it, and behind what `run` uses, which must live longer:
///
///     class Sensor : Pinned {
///             void measure();
///             Work<&Sensor::measure> measure_{*this};
///
///     public:
///             void on_interrupt() { measure_.queue(); }
///     };
///
/// It runs on the system's queue of the CPU that queues it, or on the one that its constructor is given: a SystemQueue or a Workqueue. It
/// never runs twice at once; what is queued while it runs makes it run again. The owner lies in memory that was allocated or is
/// static, not on a stack.
///
/// Destroying it waits for a run() that runs, and sleeps: not in run() itself, and holding no lock that run() takes. When the destructor
/// returns, run() does not run and will not: queueing the work after that, as by a timer of the owner that is destroyed later,
/// queues nothing.
//
// (Its End is WorkEnd<>; the unit tests take either.)
template <auto run, typename End = WorkEnd<KERNEL_HAS_DISABLE_WORK_SYNC != 0>>
class Work : Pinned
{
	static_assert(is_member_of_type<run, void()>,
		      "a work calls a member function of its owner that takes and returns nothing: "
		      "Work<&D::run> for `void D::run()`");
	using Owner = ClassOf<run>;

public:
	explicit Work(Owner &owner, QueueOfWork queue = SystemQueue::percpu) : owner_(&owner), queue_(queue)
	{
		shim_init_work(raw(), entry, work_lock_class<run>.name(), work_lock_class<run>.key());
	}
	~Work() { end_.end(raw()); }

	/// run() is due. False: it was due already. Any context but NMI; run() may do so itself.
	bool queue()
	{
		return end_.unless_ended([this] { return shim_queue_work(queue_.raw(), raw()); });
	}
	/// Waits until what is queued now has run. True: it had to wait. Sleeps; not in run(), and holding no lock that run() takes.
	bool flush() { return shim_flush_work(raw()); }
	/// run() is not due any more, and does not run: waits for one that runs, even if that queues itself. True: it was due. Others may queue
	/// it again. Sleeps; not in run(), and holding no lock that run() takes.
	bool cancel() { return shim_cancel_work_sync(raw()); }
	/// Is it due? (Not: does it run?) What others do at this moment is not known. Any context.
	bool pending() { return shim_work_pending(raw()); }

private:
	// (Of the kernel's own type, kCFI compares it.)
	static void entry(work_struct *raw)
	{
		static_assert(__is_standard_layout(Work),
			      "work_ has the address of the Work that it lies in");
		(reinterpret_cast<Work *>(raw)->owner_->*run)();
	}
	work_struct *raw() { return reinterpret_cast<work_struct *>(&work_); }

	Opaque<LAYOUT_WORK_STRUCT_SIZE, LAYOUT_WORK_STRUCT_ALIGN> work_;
	Owner *const owner_;
	const QueueOfWork queue_;
	[[no_unique_address]] End end_;
};

} // namespace
} // namespace kernel
