// SPDX-License-Identifier: GPL-2.0-only
// The fake of eventfds: descriptors of the process that makes the calls.
#pragma once

#include <memory>

struct eventfd_ctx {
	unsigned long long count = 0;
	int references = 1;
};

#define KERNEL_HAS_EVENTFD_SIGNAL_ONE 1
#define KERNEL_HAS_EVENTFD_SIGNAL_COUNT 0

namespace fake
{

// An eventfd that the process has open, until its end.
class EventFd
{
public:
	EventFd();
	~EventFd();
	EventFd(const EventFd &) = delete;
	EventFd &operator=(const EventFd &) = delete;
	int descriptor() const { return descriptor_; }
	unsigned long long count() const { return context_->count; }
	// Who has it: the process, and drivers.
	int references() const { return context_->references; }

private:
	int descriptor_;
	eventfd_ctx *context_;
};

} // namespace fake
