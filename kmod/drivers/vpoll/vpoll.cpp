// SPDX-License-Identifier: GPL-2.0-only
// vpoll: /dev/vpoll, whose open files are ready for what a program says. It answers the interface of Debian's vpoll-dkms, which
// libvpoll calls: a program that emulates a device hands such a file out, and processes that poll the file get the events that it sets.
#include "kernel/atomic/atomic.hpp"
#include "kernel/misc/misc_device.hpp"
#include "kernel/wait/wait.hpp"
#include "uapi/vpoll.h"

namespace vpoll
{
namespace
{

using namespace kernel;

constexpr u32 all_events = 0x0fffffff;

constinit LockClass pollers_class{"vpoll_pollers"};

class Vpoll
{
public:
	using Operations = FileOperations<operation::poll, operation::ioctl>;
	struct Open {
		Atomic<u32> events;
		WaitQueue pollers{pollers_class};
	};

	PollEvents poll(Open &open, PollTable table)
	{
		open.pollers.poll_wait(table);
		return PollEvents::of(open.events.load());
	}

	Result<long> ioctl(Open &open, unsigned int command, unsigned long argument)
	{
		const u32 events = TRY(change(open.events, command, static_cast<u32>(argument) & all_events));
		if (open.pollers.has_sleeper())
			open.pollers.wake_pollers(PollEvents::of(events));
		return static_cast<long>(events);
	}

private:
	// Returns the events after it.
	static Result<u32> change(Atomic<u32> &events, unsigned int command, u32 operand)
	{
		switch (command) {
		case VPOLL_IO_ADDEVENTS:
			return events.fetch_or(operand) | operand;
		case VPOLL_IO_DELEVENTS:
			return events.fetch_and(~operand) & ~operand;
		case VPOLL_IO_SETEVENTS:
			events.exchange(operand);
			return operand;
		default:
			return errors::invalid;
		}
	}
};

class Module
{
public:
	static Result<Box<Module>> create()
	{
		auto module = TRY(Box<Module>::make(Gfp::kernel));
		TRY(module->vpoll_.register_device(0666));
		return module;
	}

private:
	MiscDevice<Vpoll, Lifetime::module> vpoll_{"vpoll"};
};

} // namespace
} // namespace vpoll
