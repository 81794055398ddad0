// SPDX-License-Identifier: GPL-2.0-only
// A kernel thread that runs one function of an object and is joined before the object may go.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/thread/shim.h"
#include "kernel/wait/shim.h"

namespace kernel
{
namespace
{

/// Started by start(), joined by stop() or when destroyed. Its function should end soon after should_stop() is
/// true.
template <typename T>
class Thread : Pinned
{
public:
	using Function = void (*)(T &);

	Thread(Function function, T &object) : function_(function), object_(object) {}
	~Thread() { stop(); }

	/// Sleeps. ENOMEM; EINTR: the caller is being killed; EBUSY: it runs already. `name` is what ps shows.
	Result<void> start(const char *name)
	{
		if (thread_ != nullptr)
			return Errno(EBUSY);
		thread_ = TRY(from_error_pointer(shim_kthread_run(run, this, name)));
		return {};
	}
	/// Asks it to end and waits until it has. Sleeps.
	void stop()
	{
		if (thread_ != nullptr)
			shim_kthread_stop(kernel::exchange(thread_, nullptr));
	}
	/// Within the thread: has stop() been called?
	static bool should_stop() { return shim_kthread_should_stop(); }

private:
	static int run(void *self)
	{
		auto &thread = *static_cast<Thread *>(self);
		thread.function_(thread.object_);
		// kthread_stop wants somebody to stop: a function that ends by itself waits here.
		for (;;) {
			shim_set_current_state_interruptible();
			if (should_stop())
				break;
			shim_schedule();
		}
		shim_set_current_state_running();
		return 0;
	}

	Function function_;
	T &object_;
	task_struct *thread_ = nullptr;
};

} // namespace
} // namespace kernel
