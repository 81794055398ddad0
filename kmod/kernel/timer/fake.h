// SPDX-License-Identifier: GPL-2.0-only
// The fake of timers: they expire when a test lets time pass.
#pragma once

#include <cstddef>
#include <string>

struct timer_list {
	timer_list *next; // of those that are pending
	unsigned long expires;
	unsigned long due;
	void (*function)(timer_list *); // none: shut down
	bool pending;
};

#define KERNEL_HAS_TIMER_SHUTDOWN_SYNC 1
#define LAYOUT_TIMER_LIST_SIZE sizeof(::timer_list)
#define LAYOUT_TIMER_LIST_ALIGN alignof(::timer_list)
#define LAYOUT_TIMER_LIST_EXPIRES offsetof(::timer_list, expires)

namespace fake
{

// Lets so many jiffies pass, one after the other, and calls what is due in each.
void run_timers(unsigned int jiffies);
// Time passes, but timers are late: they are called in the next jiffy that is run.
void delay_timers(unsigned int jiffies);
// What was done to end timers since it was asked the last time: "delete_sync", "shutdown_sync".
std::string take_timer_ends();

} // namespace fake
