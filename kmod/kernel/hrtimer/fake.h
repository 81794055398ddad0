// SPDX-License-Identifier: GPL-2.0-only
// The fake of high-resolution timers: they expire when a test lets time pass.
#pragma once

#include <cstddef>
#include <string>

enum hrtimer_restart : unsigned int;
struct hrtimer {
	hrtimer *next; // of those that are queued
	long long expires;
	hrtimer_restart (*function)(hrtimer *);
	bool queued;
};

#define LAYOUT_HRTIMER_SIZE sizeof(::hrtimer)
#define LAYOUT_HRTIMER_ALIGN alignof(::hrtimer)
#define LAYOUT_HRTIMER_NORESTART 0
#define LAYOUT_HRTIMER_RESTART 1

namespace fake
{

// Lets so much time pass; each timer is called at its time.
void run_hrtimers(long long nanoseconds);

} // namespace fake
