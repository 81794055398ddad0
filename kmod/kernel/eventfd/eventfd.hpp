// SPDX-License-Identifier: GPL-2.0-only
// EventFd: an eventfd of user space, which the driver signals.
#pragma once

#include "kernel/core/result.hpp"
#include "kernel/eventfd/shim.h"

namespace kernel
{
namespace
{

/// eventfd_ctx: the counter behind an eventfd(2) that a process handed over, as by an ioctl. Each signal adds one to it: a poll of the
/// descriptor wakes, a read returns the count.
///
///     auto event = TRY(EventFd::get(descriptor));
///     ...
///     event.signal();
///
/// It is counted: the process may close the descriptor, or end; signals then reach nobody.
class EventFd
{
public:
	/// Of a descriptor of the calling process. EBADF: it has no such; EINVAL: that is no eventfd. ENOSYS: the kernel has none
	/// (CONFIG_EVENTFD). Process context.
	static Result<EventFd> get(int descriptor)
	{
		return EventFd(TRY(from_error_pointer(shim_eventfd_ctx_fdget(descriptor))));
	}

	EventFd(EventFd &&other) : context_(kernel::exchange(other.context_, nullptr)) {}
	EventFd &operator=(EventFd &&other)
	{
		EventFd old(kernel::move(*this));
		context_ = kernel::exchange(other.context_, nullptr);
		return *this;
	}
	/// Any context but NMI.
	~EventFd()
	{
		if (context_ != nullptr)
			shim_eventfd_ctx_put(context_);
	}

	/// Adds one, unless the counter is full, and wakes the waiters. Any context but NMI; on RT kernels not in a hard interrupt.
	void signal() { shim_eventfd_signal(context_); }

private:
	explicit EventFd(eventfd_ctx *context) : context_(context) {}

	eventfd_ctx *context_;
};

} // namespace
} // namespace kernel
