// SPDX-License-Identifier: GPL-2.0-only
// The fake of time: a clock that stands still unless a test or a delay moves it.
#pragma once

#include <string>

#define LAYOUT_HZ 250
#define LAYOUT_MAX_JIFFY_OFFSET ((static_cast<unsigned long>(-1) >> 2) - 1)

namespace fake
{

constexpr long long nanoseconds_per_jiffy = 1'000'000'000 / LAYOUT_HZ;

// The clocks and jiffies go on.
void pass_time(long long nanoseconds);
// What jiffies are now; they go on from there.
void set_jiffies(unsigned long jiffies);
// Which delays there were since it was asked the last time: "udelay 5, msleep 20".
std::string take_delays();

} // namespace fake
