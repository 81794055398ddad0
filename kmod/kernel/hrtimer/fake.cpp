// SPDX-License-Identifier: GPL-2.0-only
// The shims of high-resolution timers.
#include "kernel/hrtimer/shim.h"

#include <utility>

#include "kernel/lock/shim.h"
#include "kernel/time/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

hrtimer *first;
hrtimer *running;
// Held, with interrupts off, while a callback runs: it may not sleep.
spinlock hardirq;

const fake::Part part(
	[] {
		first = running = nullptr;
		shim_spin_lock_init(&hardirq, "hardirq", reinterpret_cast<lock_class_key *>(&hardirq));
	},
	[] {
		return first != nullptr ? std::string("a high-resolution timer that is queued")
					: std::string();
	});

bool remove(hrtimer *timer)
{
	for (hrtimer **each = &first; *each != nullptr; each = &(*each)->next) {
		if (*each != timer)
			continue;
		*each = timer->next;
		timer->queued = false;
		return true;
	}
	return false;
}

void queue(hrtimer *timer)
{
	hrtimer **place = &first;
	while (*place != nullptr && (*place)->expires <= timer->expires)
		place = &(*place)->next;
	timer->next = std::exchange(*place, timer);
	timer->queued = true;
}

void call(hrtimer *timer)
{
	remove(timer);
	running = timer;
	const unsigned long flags = shim_spin_lock_irqsave(&hardirq);
	const hrtimer_restart answer = timer->function(timer);
	shim_spin_unlock_irqrestore(&hardirq, flags);
	running = nullptr;
	if (answer == LAYOUT_HRTIMER_RESTART && !timer->queued)
		queue(timer);
}

} // namespace

namespace fake
{

void run_hrtimers(long long nanoseconds)
{
	const long long end = shim_ktime_get() + nanoseconds;
	while (first != nullptr && first->expires <= end) {
		if (first->expires > shim_ktime_get())
			pass_time(first->expires - shim_ktime_get());
		call(first);
	}
	pass_time(end - shim_ktime_get());
}

} // namespace fake

void shim_hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *))
{
	*timer = {nullptr, 0, function, false};
}

void shim_hrtimer_start(struct hrtimer *timer, s64 when)
{
	remove(timer);
	timer->expires = when;
	queue(timer);
}

u64 shim_hrtimer_forward_now(struct hrtimer *timer, s64 interval)
{
	if (timer->queued)
		fake::violated("hrtimer_forward of a timer that is queued");
	const s64 late = shim_ktime_get() - timer->expires;
	if (late < 0)
		return 0;
	const s64 periods = late / interval + 1;
	timer->expires += periods * interval;
	return static_cast<u64>(periods);
}

int shim_hrtimer_cancel(struct hrtimer *timer)
{
	if (running == timer)
		fake::violated("a high-resolution timer's callback waits for itself");
	return remove(timer) ? 1 : 0;
}

bool shim_hrtimer_active(const struct hrtimer *timer)
{
	return timer->queued || running == timer;
}
