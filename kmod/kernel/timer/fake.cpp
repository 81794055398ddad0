// SPDX-License-Identifier: GPL-2.0-only
// The shims of timers.
#include "kernel/timer/shim.h"

#include <utility>

#include "kernel/lock/shim.h"
#include "kernel/time/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

timer_list *first;
timer_list *running;
std::string ends;
// Held while a callback runs: it may not sleep.
spinlock softirq;

const fake::Part part(
	[] {
		first = running = nullptr;
		shim_spin_lock_init(&softirq, "softirq", reinterpret_cast<lock_class_key *>(&softirq));
		ends.clear();
	},
	[] { return first != nullptr ? std::string("a timer that is pending") : std::string(); });

bool remove(timer_list *timer)
{
	for (timer_list **each = &first; *each != nullptr; each = &(*each)->next) {
		if (*each != timer)
			continue;
		*each = timer->next;
		timer->pending = false;
		return true;
	}
	return false;
}

timer_list *take_due()
{
	const unsigned long now = shim_read_jiffies();
	for (timer_list *each = first; each != nullptr; each = each->next)
		if (static_cast<long>(each->due - now) <= 0) {
			remove(each);
			return each;
		}
	return nullptr;
}

int wait_and_remove(timer_list *timer, const char *what)
{
	if (running == timer)
		fake::violated(std::string("a timer's callback waits for itself: ") + what);
	ends += (ends.empty() ? "" : " ") + std::string(what);
	return remove(timer) ? 1 : 0;
}

} // namespace

namespace fake
{

void run_timers(unsigned int jiffies)
{
	for (; jiffies != 0; --jiffies) {
		pass_time(nanoseconds_per_jiffy);
		while (timer_list *timer = take_due()) {
			running = timer;
			shim_spin_lock(&softirq);
			timer->function(timer);
			shim_spin_unlock(&softirq);
			running = nullptr;
		}
	}
}

void delay_timers(unsigned int jiffies)
{
	pass_time(jiffies * nanoseconds_per_jiffy);
}

std::string take_timer_ends()
{
	return std::exchange(ends, {});
}

} // namespace fake

void shim_timer_init(struct timer_list *timer, void (*function)(struct timer_list *), const char *name,
		     struct lock_class_key *key)
{
	if (name == nullptr || key == nullptr)
		fake::violated("a timer without a class");
	*timer = {nullptr, 0, 0, function, false};
}

int shim_mod_timer(struct timer_list *timer, unsigned long expires)
{
	if (timer->function == nullptr)
		return 0;
	const bool was_pending = remove(timer);
	// (What has passed is the next jiffy: of a callback, not this one.)
	const unsigned long next = shim_read_jiffies() + 1;
	timer->expires = expires;
	timer->due = static_cast<long>(expires - next) < 0 ? next : expires;
	timer->next = std::exchange(first, timer);
	timer->pending = true;
	return was_pending ? 1 : 0;
}

int shim_timer_delete(struct timer_list *timer)
{
	return remove(timer) ? 1 : 0;
}

int shim_timer_pending(const struct timer_list *timer)
{
	return timer->pending ? 1 : 0;
}

int shim_timer_delete_sync(struct timer_list *timer)
{
	return wait_and_remove(timer, "delete_sync");
}

int shim_timer_shutdown_sync(struct timer_list *timer)
{
	const int was_pending = wait_and_remove(timer, "shutdown_sync");
	timer->function = nullptr;
	return was_pending;
}
