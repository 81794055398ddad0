// SPDX-License-Identifier: GPL-2.0-only
// How a work is ended for good, so that nothing queues it again.
#pragma once

#include "kernel/rcu/gate.hpp"
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

// Before 6.10.
template <>
class WorkEnd<false>
{
public:
	template <typename Queue>
	bool unless_ended(Queue queue)
	{
		return gate_.unless_closed(queue);
	}
	void end(work_struct *work)
	{
		gate_.close();
		shim_cancel_work_sync(work);
	}
	void end(delayed_work *work)
	{
		gate_.close();
		shim_cancel_delayed_work_sync(work);
	}

private:
	RcuGate gate_;
};

} // namespace
} // namespace kernel
