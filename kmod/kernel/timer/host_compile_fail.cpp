// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/timer/timer.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

void free_function() {}

struct Other {
	void tick() {}
};

struct Lamp : Pinned {
	void tick() { timer.restart(5_ms); }
	int counts() { return 0; }
	void takes(int) {}
	Timer<&Lamp::tick> timer{*this};
	Timer<&Lamp::counts> counting{*this}; // FAULT: a timer calls a member function of its owner that takes and returns nothing
	Timer<&Lamp::takes> taking{*this}; // FAULT: a timer calls a member function of its owner that takes and returns nothing
	Timer<&free_function> none{*this}; // FAULT: a timer calls a member function of its owner that takes and returns nothing
	Timer<&Other::tick> of_other{*this}; // FAULT: no matching|cannot|could not|no known conversion
	Timer<&Lamp::later> later_one{*this}; // FAULT: later
	void later() {}
};

[[maybe_unused]] void timers()
{
	Lamp lamp;
	lamp.timer.start(5_ms);
	lamp.timer.start_at(Jiffies::now() + 5_ms);
	lamp.timer.start(5); // FAULT: no matching|cannot convert|could not convert|no viable conversion
	lamp.timer.start(Jiffies::now()); // FAULT: no matching|cannot convert|could not convert|no viable conversion
	lamp.timer.start_at(5_ms); // FAULT: no matching|cannot convert|could not convert|no viable conversion
	lamp.timer.start_at(Ktime::now()); // FAULT: no matching|cannot convert|could not convert|no viable conversion
	auto copy = lamp.timer; // FAULT: (deleted|ill-formed|implicitly)
	Timer<&Lamp::tick> without_owner; // FAULT: no matching
}

} // namespace
