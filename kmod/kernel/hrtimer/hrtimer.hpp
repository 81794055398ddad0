// SPDX-License-Identifier: GPL-2.0-only
// HrTimer: calls a member function of its owner at a point in time to the nanosecond (hrtimer).
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/hrtimer/shim.h"
#include "kernel/rcu/gate.hpp"
#include "kernel/time/clock.hpp"

namespace kernel
{
namespace
{

/// What a callback returns: whether its timer is restarted. HrTimer::restart() makes the one that does.
class HrTimerRestart
{
public:
	/// It was the last time, unless somebody starts the timer.
	static constexpr HrTimerRestart no() { return HrTimerRestart(LAYOUT_HRTIMER_NORESTART); }

private:
	template <auto>
	friend class HrTimer;
	constexpr explicit HrTimerRestart(unsigned int answer) : answer_(answer) {}

	unsigned int answer_;
};

/// hrtimer, on CLOCK_MONOTONIC: calls `HrTimerRestart D::tick()` of its owner at the point in time for which it was started, or soon
/// after. A member of D, behind `tick`, which must be declared before it, and behind what `tick` uses, which must live longer:
///
///     class Sampler : Pinned {
///             HrTimerRestart tick()
///             {
///                     sample();
///                     return timer_.restart(100_us);		// or HrTimerRestart::no()
///             }
///             HrTimer<&Sampler::tick> timer_{*this};
///
///     public:
///             void run() { timer_.start(100_us); }
///     };
///
/// tick() runs in hard interrupt context (on RT kernels in softirq context, in a thread), on the CPU that started the timer, never
/// twice at once: it must not sleep, it should be short, and a lock that it takes is taken with interrupts off elsewhere
/// (SpinLock::lock_irqsave). Where milliseconds will do, Timer costs less. The owner lies in memory that was allocated or is static,
/// not on a stack.
///
/// Destroying it waits for a call that runs, and sleeps: process context, holding no lock that tick() takes. When the destructor
/// returns, tick() does not run and will not: a start of the timer after that, as by a member of the owner that is destroyed later,
/// starts nothing.
template <auto tick>
class HrTimer : Pinned
{
	static_assert(
		is_member_of_type<tick, HrTimerRestart()>,
		"a high-resolution timer calls a member function of its owner that takes nothing and returns "
		"HrTimerRestart: HrTimer<&D::tick> for `HrTimerRestart tick()`");
	using Owner = ClassOf<tick>;

public:
	explicit HrTimer(Owner &owner) : owner_(&owner) { shim_hrtimer_setup(raw(), entry); }
	// (The kernel has no hrtimer_shutdown.)
	~HrTimer()
	{
		gate_.close();
		shim_hrtimer_cancel(raw());
	}

	/// tick() is due this long from now; one that was due already is moved. Any context but NMI; in tick() itself, return restart().
	void start(Duration delay) { arm(Ktime::now() + delay); }
	/// The same, for a point in time; one that has passed is now.
	void start_at(Ktime when) { arm(when); }
	/// For tick(), which returns it: it is due again so long after it was due now, so that a late call makes the next one no later;
	/// periods that have passed are left out. No period is as short as one of no length, which would never end: it is a nanosecond.
	HrTimerRestart restart(Duration period)
	{
		shim_hrtimer_forward_now(raw(), (period > Duration() ? period : 1_ns).in_nanoseconds());
		return HrTimerRestart(LAYOUT_HRTIMER_RESTART);
	}
	/// tick() is not due any more, and does not run: waits for a call that runs, even if that goes on. True: it was due, or ran.
	/// Others may start it again. Not in tick() nor in an interrupt, and holding no lock that tick() takes; on RT kernels it sleeps.
	bool cancel() { return shim_hrtimer_cancel(raw()) != 0; }
	/// Is it due, or does tick() run? What others do at this moment is not known. Any context.
	bool active() const { return shim_hrtimer_active(raw()); }

private:
	void arm(Ktime when)
	{
		gate_.unless_closed([&] {
			shim_hrtimer_start(raw(), when.since_start().in_nanoseconds());
			return true;
		});
	}
	// (Of the kernel's own type, kCFI compares it.)
	static hrtimer_restart entry(hrtimer *raw)
	{
		static_assert(__is_standard_layout(HrTimer),
			      "timer_ has the address of the HrTimer that it lies in");
		return static_cast<hrtimer_restart>(
			(reinterpret_cast<HrTimer *>(raw)->owner_->*tick)().answer_);
	}
	hrtimer *raw() { return reinterpret_cast<hrtimer *>(&timer_); }
	const hrtimer *raw() const { return reinterpret_cast<const hrtimer *>(&timer_); }

	Opaque<LAYOUT_HRTIMER_SIZE, LAYOUT_HRTIMER_ALIGN> timer_;
	Owner *const owner_;
	RcuGate gate_;
};

} // namespace
} // namespace kernel
