// SPDX-License-Identifier: GPL-2.0-only
// How a work is ended for good, so that nothing queues it again.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/rcu/shim.h"
#include "kernel/work/shim.h"

namespace kernel
{
namespace
{

// Whether the kernel does it (disable_work_sync).
template <bool kernel_disables>
class WorkEnd;

template <>
class WorkEnd<true>
{
public:
	// Calls queue(), which returns whether it did something.
	template <typename Queue>
	bool unless_ended(Queue queue)
	{
		return queue();
	}
	void end(work_struct *work) { shim_disable_work_sync(work); }
	void end(delayed_work *work) { shim_disable_delayed_work_sync(work); }
};

// Before 6.10: whoever has seen that it is not gone has queued it when synchronize_rcu returns, and then it is cancelled.
//
// (The flag is read after the end of its object, too, by a member of the owner that is destroyed later: its accesses are volatile, and
// no compiler leaves them out.)
template <>
class WorkEnd<false>
{
public:
	template <typename Queue>
	bool unless_ended(Queue queue)
	{
		shim_rcu_read_lock();
		const bool queued = !gone_.is_set() && queue();
		shim_rcu_read_unlock();
		return queued;
	}
	void end(work_struct *work)
	{
		close();
		shim_cancel_work_sync(work);
	}
	void end(delayed_work *work)
	{
		close();
		shim_cancel_delayed_work_sync(work);
	}

private:
	void close()
	{
		gone_.set();
		shim_synchronize_rcu();
	}

	Flag gone_;
};

} // namespace
} // namespace kernel
