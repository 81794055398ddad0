// SPDX-License-Identifier: GPL-2.0-only
// RcuHead: base of what is destroyed when its readers have left, without anybody waiting for them.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/traits.hpp"
#include "kernel/rcu/shim.h"

namespace kernel
{
namespace
{

/// struct rcu_head: base of a T that Rcu<T>::replace_later() replaces. Its destructor runs in a softirq then, and must not sleep.
class RcuHead : Pinned
{
public:
	/// For the layer: calls function(head) when all sections have ended that have begun before. Any context.
	void call_rcu(void (*function)(callback_head *))
	{
		shim_call_rcu(reinterpret_cast<callback_head *>(&head_), function);
	}
	static RcuHead *of(callback_head *head)
	{
		static_assert(__is_standard_layout(RcuHead),
			      "head_ has the address of the RcuHead that it lies in");
		return reinterpret_cast<RcuHead *>(head);
	}

private:
	Opaque<LAYOUT_RCU_HEAD_SIZE, LAYOUT_RCU_HEAD_ALIGN> head_;
};

} // namespace
} // namespace kernel
