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
/// true:
///
///     static void run(Sampler &sampler)
///     {
///             while (!Thread<Sampler>::should_stop()) {
///                     Thread<Sampler>::park_if_asked();
///                     sampler.sample();
///                     sleep(10_ms);
///             }
///     }
///     Thread<Sampler> thread_{run, *this};
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
			return errors::busy;
		thread_ = TRY(from_error_pointer(shim_kthread_run(run, this, name)));
		return {};
	}
	/// The same, on this CPU alone. EINVAL: there is no such CPU, or it is offline. (When it goes offline later, the thread runs elsewhere.)
	Result<void> start_on(unsigned int cpu, const char *name)
	{
		if (thread_ != nullptr)
			return errors::busy;
		if (!shim_cpu_online(cpu))
			return errors::invalid;
		task_struct *const made = TRY(from_error_pointer(shim_kthread_create(run, this, name)));
		thread_ = made;
		shim_kthread_bind(made, cpu);
		shim_wake_up_process(made);
		return {};
	}
	/// Asks it to end and waits until it has. Sleeps.
	void stop()
	{
		parked_ = false;
		if (thread_ != nullptr)
			shim_kthread_stop(kernel::exchange(thread_, nullptr));
	}
	/// Within the thread: has stop() been called?
	static bool should_stop() { return shim_kthread_should_stop(); }

	/// Of a thread that has been started: before all that is no real-time thread (SCHED_FIFO), and in the middle of those that are. Of
	/// one that has not: nothing. These three sleep.
	void set_fifo()
	{
		if (thread_ != nullptr)
			shim_sched_set_fifo(thread_);
	}
	/// The same, behind all other real-time threads.
	void set_fifo_low()
	{
		if (thread_ != nullptr)
			shim_sched_set_fifo_low(thread_);
	}
	/// As other threads again (SCHED_NORMAL), with a niceness of -20, the most eager, to 19; a thread starts with 0. EINVAL: beyond.
	Result<void> set_nice(int nice)
	{
		if (nice < -20 || nice > 19)
			return errors::invalid;
		if (thread_ != nullptr)
			shim_sched_set_normal(thread_, nice);
		return {};
	}

	/// Waits until the thread is in park_if_asked(), where it stays until unpark(), or stop(). Sleeps. It must come there again and again;
	/// one whose function has ended is as good as there. One that was never started has nothing to be parked.
	void park()
	{
		if (thread_ != nullptr && !kernel::exchange(parked_, true))
			shim_kthread_park(thread_);
	}
	/// Lets it go on. Never at once with park() or stop().
	void unpark()
	{
		if (kernel::exchange(parked_, false))
			shim_kthread_unpark(thread_);
	}
	/// Within the thread: waits as long as it is parked.
	static void park_if_asked()
	{
		if (shim_kthread_should_park())
			shim_kthread_parkme();
	}

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
			if (shim_kthread_should_park())
				shim_kthread_parkme();
			else
				shim_schedule();
		}
		shim_set_current_state_running();
		return 0;
	}

	Function function_;
	T &object_;
	task_struct *thread_ = nullptr;
	bool parked_ = false;
};

} // namespace
} // namespace kernel
