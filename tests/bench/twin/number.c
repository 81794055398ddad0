// SPDX-License-Identifier: GPL-2.0-only
/* Changes the number atomically, and notifies of the change. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/overflow.h>
#include <linux/poll.h>
#include <linux/printk.h>

#include "number.h"
#define CREATE_TRACE_POINTS
#include "events.h"

/* After the lock has been released. */
static void twin_tell(struct twin *twin, s64 old, s64 number, u64 generation)
{
	trace_rusty_number_changed(old, number, generation);
	pr_debug("Updated Rusty Number @ 0x%p to %lld\n", &twin->shown->number, number);
	/* Wakes every poller, also those with EPOLLEXCLUSIVE: each open file is readable independently. */
	if (wq_has_sleeper(&twin->waiters))
		__wake_up(&twin->waiters, TASK_INTERRUPTIBLE, 0, poll_to_key(EPOLLIN | EPOLLRDNORM));
}

s64 twin_exchange(struct twin *twin, s64 number)
{
	u64 generation;
	s64 old;

	raw_spin_lock(&twin->lock);
	old = twin->shown->number;
	twin_store(twin, number);
	generation = twin->shown->generation;
	raw_spin_unlock(&twin->lock);
	twin_tell(twin, old, number, generation);
	return old;
}

int twin_add(struct twin *twin, struct rusty_add *add)
{
	u64 generation;
	s64 old;

	raw_spin_lock(&twin->lock);
	old = twin->shown->number;
	if (check_add_overflow(old, add->operand, &add->result) && (add->flags & RUSTY_ADD_CHECKED)) {
		raw_spin_unlock(&twin->lock);
		return -EOVERFLOW;
	}
	twin_store(twin, add->result);
	generation = twin->shown->generation;
	raw_spin_unlock(&twin->lock);
	twin_tell(twin, old, add->result, generation);
	return 0;
}

void twin_compare_exchange(struct twin *twin, struct rusty_compare_exchange *swap)
{
	u64 generation;

	raw_spin_lock(&twin->lock);
	swap->previous = twin->shown->number;
	swap->exchanged = swap->previous == swap->expected;
	if (swap->exchanged)
		twin_store(twin, swap->desired);
	generation = twin->shown->generation;
	raw_spin_unlock(&twin->lock);
	if (swap->exchanged)
		twin_tell(twin, swap->previous, swap->desired, generation);
}
