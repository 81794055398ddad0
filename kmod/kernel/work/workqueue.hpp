// SPDX-License-Identifier: GPL-2.0-only
// Workqueue: a queue of a driver's own, for work that must not wait behind others'.
#pragma once

#include "kernel/core/result.hpp"
#include "kernel/work/shim.h"

namespace kernel
{
namespace
{

/// What a Workqueue is like: one of the first three, and more if need be: `WorkqueueOptions::ordered().mem_reclaim()`.
class WorkqueueOptions
{
public:
	/// One work at a time, in the order in which they were queued.
	static constexpr WorkqueueOptions ordered() { return {Kind::ordered, 1}; }
	/// Work runs on any CPU; `max_active` of them at once, 0: the kernel's default.
	static constexpr WorkqueueOptions unbound(u16 max_active = 0) { return {Kind::unbound, max_active}; }
	/// Work runs on the CPU that queued it; `max_active` of them at once on each CPU, 0: the kernel's default.
	static constexpr WorkqueueOptions percpu(u16 max_active = 0) { return {Kind::percpu, max_active}; }

	/// WQ_MEM_RECLAIM: work is what frees memory, or is waited for by it; it makes progress when there is no memory for another thread.
	constexpr WorkqueueOptions mem_reclaim() const { return with(LAYOUT_WQ_MEM_RECLAIM); }
	/// WQ_HIGHPRI: by threads with a nice level of -20.
	constexpr WorkqueueOptions high_priority() const { return with(LAYOUT_WQ_HIGHPRI); }
	/// WQ_FREEZABLE: no work runs while the system is suspended.
	constexpr WorkqueueOptions freezable() const { return with(LAYOUT_WQ_FREEZABLE); }

private:
	friend class Workqueue;
	enum class Kind : unsigned char { ordered, unbound, percpu };

	constexpr WorkqueueOptions(Kind kind, u16 max_active) : kind_(kind), max_active_(max_active) {}
	constexpr WorkqueueOptions with(unsigned int flag) const
	{
		WorkqueueOptions more = *this;
		more.flags_ |= flag;
		return more;
	}

	Kind kind_;
	u16 max_active_;
	unsigned int flags_ = 0;
};

/// workqueue_struct: runs the works that were made with it. A member of the device in front of these works, so that it outlives them.
/// It may be moved, its works stay with it.
///
///     Sensor(Workqueue queue) : queue_(kernel::move(queue)) {}
///     Workqueue queue_;				// Workqueue::make("sensor", WorkqueueOptions::ordered())
///     Work<&Sensor::measure> measure_{*this, queue_};
///
/// When its destructor returns, all that was queued has run. Sleeps.
class Workqueue
{
public:
	/// ENOMEM. `name` is what ps shows of its threads, up to 23 characters. Sleeps.
	static Result<Workqueue> make(const char *name, WorkqueueOptions options)
	{
		workqueue_struct *queue = alloc(name, options);
		if (queue == nullptr)
			return errors::no_memory;
		return Workqueue(queue);
	}
	Workqueue(Workqueue &&other) : queue_(kernel::exchange(other.queue_, nullptr)) {}
	Workqueue &operator=(Workqueue &&) = delete;
	~Workqueue()
	{
		if (queue_ != nullptr)
			shim_destroy_workqueue(queue_);
	}

	/// What is queued now has run when it returns. Sleeps; not in a work of this queue.
	void flush() { shim_flush_workqueue(queue_); }

	/// For the layer.
	workqueue_struct *raw() const { return queue_; }

private:
	explicit Workqueue(workqueue_struct *queue) : queue_(queue) {}

	static workqueue_struct *alloc(const char *name, WorkqueueOptions options)
	{
		switch (options.kind_) {
		case WorkqueueOptions::Kind::ordered:
			return shim_alloc_ordered_workqueue(name, options.flags_);
		case WorkqueueOptions::Kind::unbound:
			return shim_alloc_unbound_workqueue(name, options.flags_, options.max_active_);
		default:
			return shim_alloc_percpu_workqueue(name, options.flags_, options.max_active_);
		}
	}

	workqueue_struct *queue_;
};

/// The queues that all share: for work that is short, and that nobody waits for to free memory.
enum class SystemQueue : unsigned char {
	/// Work runs on the CPU that queued it.
	percpu,
	/// Work runs on any CPU: for what takes longer.
	unbound,
};

// Where a work runs.
class QueueOfWork
{
public:
	QueueOfWork(SystemQueue queue)
		: queue_(queue == SystemQueue::unbound ? shim_system_unbound_wq() : shim_system_percpu_wq())
	{
	}
	QueueOfWork(Workqueue &queue) : queue_(queue.raw()) {}
	workqueue_struct *raw() const { return queue_; }

private:
	workqueue_struct *queue_;
};

} // namespace
} // namespace kernel
