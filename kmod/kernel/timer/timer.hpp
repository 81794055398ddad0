// SPDX-License-Identifier: GPL-2.0-only
// Timer: calls a member function of its owner when a time has come, by the kernel's tick (timer_list).
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/lock/lock_class.hpp"
#include "kernel/probes.h"
#include "kernel/time/time.hpp"
#include "kernel/timer/end.hpp"

namespace kernel
{
namespace
{

// One for each callback: what lockdep finds of one timer's callback is not said of all timers.
template <auto tick>
constinit LockClass timer_lock_class{"timer"};

/// timer_list: calls `void D::tick()` of its owner once, not before the time for which it was started. A member of D, behind `tick`,
/// which must be declared before it, and behind what `tick` uses, which must live longer:
///
///     class Lamp : Pinned {
///             void tick()
///             {
///                     toggle();
///                     timer_.restart(500_ms);		// where it goes on; else it was the last time
///             }
///             Timer<&Lamp::tick> timer_{*this};
///
///     public:
///             void blink() { timer_.start(500_ms); }
///     };
///
/// tick() runs in softirq context, on the CPU that started the timer, never twice at once: it must not sleep, and a lock that it takes
/// is taken with interrupts or softirqs off elsewhere (SpinLock::lock_irqsave). The owner lies in memory that was allocated or is
/// static, not on a stack.
///
/// Destroying it waits for a call that runs, and may sleep: process context, holding no lock that tick() takes. When the destructor
/// returns, tick() does not run and will not: a start of the timer after that, as by a member of the owner that is destroyed later,
/// starts nothing.
//
// (Its End is TimerEnd<>; the unit tests take either.)
template <auto tick, typename End = TimerEnd<KERNEL_HAS_TIMER_SHUTDOWN_SYNC != 0>>
class Timer : Pinned
{
	static_assert(is_member_of_type<tick, void()>,
		      "a timer calls a member function of its owner that takes and returns nothing: "
		      "Timer<&D::tick> for `void D::tick()`");
	using Owner = ClassOf<tick>;

public:
	explicit Timer(Owner &owner) : owner_(&owner)
	{
		shim_timer_init(raw(), entry, timer_lock_class<tick>.name(), timer_lock_class<tick>.key());
	}
	~Timer() { end_.end(raw()); }

	/// tick() is due this long from now, rounded up to the tick; one that was due already is moved. Any context but NMI; tick() may do
	/// so itself.
	void start(Duration delay) { start_at(Jiffies::now() + delay); }
	/// The same, for a point in time; one that has passed is the next tick.
	void start_at(Jiffies when) { end_.arm(raw(), when.to_kernel()); }
	/// For tick(): it is due again so long after it was due now, so that a late call makes the next one no later. Where that has
	/// passed, too, so long from now. A period is rounded up to whole ticks each time: of 10 ms, three ticks of 4 ms; where that is too
	/// coarse, HrTimer keeps it.
	void restart(Duration period)
	{
		const Jiffies now = Jiffies::now();
		const Jiffies next = Jiffies::from_kernel(expires()) + period;
		start_at(next > now ? next : now + period);
	}
	/// tick() is not due any more, and does not run: waits for a call that runs, even if that starts the timer anew. True: it was due.
	/// Others may start it again. Not in tick() nor in a hard interrupt, and holding no lock that tick() takes; on RT kernels it
	/// sleeps.
	bool cancel() { return shim_timer_delete_sync(raw()) != 0; }
	/// tick() is not due any more, but may run still, on another CPU. True: it was due. Any context but NMI, tick() too.
	bool cancel_nowait() { return shim_timer_delete(raw()) != 0; }
	/// Is it due? What others do at this moment is not known. Any context.
	bool pending() const { return shim_timer_pending(raw()) != 0; }

private:
	// (Of the kernel's own type, kCFI compares it.)
	static void entry(timer_list *raw)
	{
		static_assert(__is_standard_layout(Timer),
			      "timer_ has the address of the Timer that it lies in");
		(reinterpret_cast<Timer *>(raw)->owner_->*tick)();
	}
	timer_list *raw() { return reinterpret_cast<timer_list *>(&timer_); }
	const timer_list *raw() const { return reinterpret_cast<const timer_list *>(&timer_); }
	unsigned long expires() { return field<unsigned long>(raw(), LAYOUT_TIMER_LIST_EXPIRES); }

	Opaque<LAYOUT_TIMER_LIST_SIZE, LAYOUT_TIMER_LIST_ALIGN> timer_;
	Owner *const owner_;
	[[no_unique_address]] End end_;
};

} // namespace
} // namespace kernel
