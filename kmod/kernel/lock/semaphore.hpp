// SPDX-License-Identifier: GPL-2.0-only
// Semaphore: a count of what can be had, and a wait until there is some.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/lock/shim.h"

namespace kernel
{
namespace
{

/// struct semaphore: down() takes one, up() gives one back, from anywhere: it has no owner, and lockdep does not know it. To protect
/// data, use Mutex; to wait for something that happens, Completion. For what there is a number of, as the requests that a device takes
/// at once:
///
///     Semaphore slots_{8};
///     TRY(slots_.down_interruptible());
///     send(request);			// whose end calls slots_.up()
///
/// What was stored before up() is seen after the down() that it let pass. Destroying it waits for nobody: nobody may wait in it then,
/// or come to call up().
class Semaphore : Pinned
{
public:
	/// So many can be had at once: 0 is none until up().
	explicit Semaphore(unsigned int count) { shim_sema_init(raw(), static_cast<int>(count)); }

	/// Sleeps until one is there, whatever signals come. Process context.
	void down() { shim_down(raw()); }
	/// The same, but a signal ends the wait: ERESTARTSYS; nothing is taken then. Process context; sleeps.
	Result<void> down_interruptible()
	{
		if (shim_down_interruptible(raw()) != 0)
			return errors::interrupted;
		return {};
	}
	/// down_trylock(), with the meaning that C++ gives to true: takes one if there is one; false, without waiting, if not. Any context
	/// but NMI.
	[[nodiscard]] bool try_down() { return shim_down_trylock(raw()) == 0; }
	/// Gives one back, or adds one, and wakes the task that has waited longest. Any context but NMI.
	void up() { shim_up(raw()); }

private:
	semaphore *raw() { return reinterpret_cast<semaphore *>(&semaphore_); }

	Opaque<LAYOUT_SEMAPHORE_SIZE, LAYOUT_SEMAPHORE_ALIGN> semaphore_;
};

} // namespace
} // namespace kernel
