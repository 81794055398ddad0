// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/time/time.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

[[maybe_unused]] void times()
{
	const Ktime point = Ktime::now();
	const Jiffies tick = Jiffies::now();
	Duration plain(5); // FAULT: (private|no matching)
	Duration number = 5; // FAULT: (conversion from|no viable conversion|conversion)
	s64 read = 5_ms; // FAULT: (cannot convert|no viable conversion)
	auto sum = 5_ms + 5; // FAULT: (no match|invalid operands)
	auto points = point + point; // FAULT: (no match|invalid operands)
	auto mixed = point - tick; // FAULT: (no match|invalid operands)
	bool earlier = point < tick; // FAULT: (no match|invalid operands)
	bool clocks = point < BootTime::now(); // FAULT: (no match|invalid operands)
	bool real = point == RealTime::now(); // FAULT: (no match|invalid operands)
	bool after = point < 5_ms; // FAULT: (no match|invalid operands)
	bool expired = tick < 5_ms; // FAULT: (no match|invalid operands)
	Jiffies count(5); // FAULT: (private|no matching)
	unsigned long raw = tick; // FAULT: (cannot convert|no viable conversion)
	Duration too_long = 9223372037_s; // FAULT: duration_is_longer_than_a_duration_can_be
	Duration longest = 9223372036_s;
	busy_wait(5); // FAULT: (could not convert|no matching|no viable conversion|cannot convert)
	sleep(point); // FAULT: (could not convert|no matching|no viable conversion|cannot convert)
	sleep_interruptible(5_ms); // FAULT: ignoring
	(void)sleep_interruptible(longest);
}

} // namespace
