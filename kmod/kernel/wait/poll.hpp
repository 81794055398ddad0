// SPDX-License-Identifier: GPL-2.0-only
// What poll(2) asks of a device: PollEvents, and the PollTable that it is to join queues of.
#pragma once

#include "kernel/core/types.hpp"
#include "kernel/wait/shim.h"

namespace kernel
{
namespace
{

/// What a file is ready for (EPOLLIN and its like).
class PollEvents
{
public:
	constexpr PollEvents() = default;
	/// Those with these bits, as <linux/eventpoll.h> has them.
	static constexpr PollEvents of(unsigned int bits) { return PollEvents(bits); }
	static constexpr PollEvents readable() { return PollEvents(LAYOUT_EPOLLIN | LAYOUT_EPOLLRDNORM); }
	static constexpr PollEvents writable() { return PollEvents(LAYOUT_EPOLLOUT | LAYOUT_EPOLLWRNORM); }
	static constexpr PollEvents priority() { return PollEvents(LAYOUT_EPOLLPRI); }
	static constexpr PollEvents error() { return PollEvents(LAYOUT_EPOLLERR); }
	/// The device is gone.
	static constexpr PollEvents hang_up() { return PollEvents(LAYOUT_EPOLLHUP | LAYOUT_EPOLLERR); }

	constexpr PollEvents operator|(PollEvents other) const { return PollEvents(bits_ | other.bits_); }
	constexpr PollEvents &operator|=(PollEvents other)
	{
		bits_ |= other.bits_;
		return *this;
	}
	constexpr bool operator==(const PollEvents &) const = default;
	/// For the layer: the kernel's bits.
	constexpr unsigned int bits() const { return bits_; }

private:
	constexpr explicit PollEvents(unsigned int bits) : bits_(bits) {}
	unsigned int bits_ = 0;
};

/// The poll(2) that asks. WaitQueue::poll_wait joins a queue for it; within the poll operation alone.
class PollTable
{
public:
	PollTable(file *file, poll_table_struct *table) : file_(file), table_(table) {}
	/// For the layer.
	void wait(wait_queue_head *queue) const { shim_poll_wait(file_, queue, table_); }

private:
	file *file_;
	poll_table_struct *table_;
};

} // namespace
} // namespace kernel
