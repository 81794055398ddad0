// SPDX-License-Identifier: GPL-2.0-only
// Condition variables: the mutex is let go while they wait, and held again when they are back.
#pragma once

#include "kernel/thread/thread.hpp"
#include "kernel/wait/wait.hpp"
#include "tests/kit/selftest/ktap.hpp"
#include "kernel/lock/kernel_test.hpp"

namespace selftest
{
namespace
{

constinit LockClass condvar_class{"selftest_condvar"};

struct Gate {
	int waiting = 0;
	int through = 0;
	bool open = false;
};

struct GateHouse : Pinned {
	Mutex<Gate> gate{mutex_class};
	CondVar opened{condvar_class};

	// Whether so many stand before the gate, asleep: each counted itself before it let go of the mutex.
	bool has_waiting(int count)
	{
		auto tried = gate.try_lock();
		return tried.ok() && tried.value()->waiting == count;
	}
	void open()
	{
		gate.with([](Gate &now) { now.open = true; });
	}
	int through()
	{
		return gate.with([](const Gate &now) { return now.through; });
	}
};

// A thread that waits for the gate, and then stands in it until it may go on.
class Traveller : Pinned
{
public:
	explicit Traveller(GateHouse &house) : house_(house) {}

	Result<void> start() { return thread_.start("selftest_travel"); }
	bool is_through() const { return through_.is_set(); }
	void go_on() { go_on_.set(); }

private:
	static void run(Traveller &self)
	{
		const auto should_stop = [] { return Thread<Traveller>::should_stop(); };
		auto gate = self.house_.gate.lock();
		++gate->waiting;
		const auto waited = self.house_.opened.wait_interruptible(
			gate, Timeout::never(), [&](const Gate &now) { return now.open || should_stop(); });
		--gate->waiting;
		if (waited.ok() && gate->open)
			++gate->through;
		self.through_.set();
		while (!self.go_on_.is_set() && !should_stop())
			shim_schedule_timeout_interruptible(1);
	}

	GateHouse &house_;
	Flag through_;
	Flag go_on_;
	Thread<Traveller> thread_{run, *this};
};

// One traveller, which `notify` lets through.
template <typename Notify>
Outcome traveller_comes_through(Notify notify)
{
	GateHouse house;
	Traveller traveller(house);
	TRY(traveller.start());
	EXPECT(eventually([&] { return house.has_waiting(1); }));
	EXPECT(!traveller.is_through());
	house.open();
	notify(house.opened);
	EXPECT(eventually([&] { return traveller.is_through(); }));
	EXPECT(house.gate.try_lock().error() == Errno(EBUSY));
	traveller.go_on();
	EXPECT(eventually([&] { return house.has_waiting(0); }));
	EXPECT(house.through() == 1);
	return {};
}

Outcome notify_one_wakes()
{
	return traveller_comes_through([](CondVar &opened) { opened.notify_one(); });
}
Outcome notify_all_wakes()
{
	return traveller_comes_through([](CondVar &opened) { opened.notify_all(); });
}

Outcome notify_all_wakes_everyone()
{
	GateHouse house;
	Traveller travellers[] = {Traveller(house), Traveller(house), Traveller(house)};
	for (Traveller &traveller : travellers) {
		traveller.go_on();
		TRY(traveller.start());
	}
	EXPECT(eventually([&] { return house.has_waiting(3); }));
	house.open();
	house.opened.notify_all();
	for (Traveller &traveller : travellers)
		EXPECT(eventually([&] { return traveller.is_through(); }));
	EXPECT(eventually([&] { return house.has_waiting(0); }));
	EXPECT(house.through() == 3);
	return {};
}

Outcome notify_one_wakes_one()
{
	GateHouse house;
	Traveller travellers[] = {Traveller(house), Traveller(house), Traveller(house)};
	for (Traveller &traveller : travellers) {
		traveller.go_on();
		TRY(traveller.start());
	}
	EXPECT(eventually([&] { return house.has_waiting(3); }));
	house.open();
	for (int left = 2; left >= 0; --left) {
		house.opened.notify_one();
		EXPECT(eventually([&] { return house.has_waiting(left); }));
		shim_schedule_timeout_interruptible(Timeout::milliseconds(30).jiffies());
		EXPECT(house.has_waiting(left));
	}
	return {};
}

Outcome a_waiter_notified_too_early_waits_on()
{
	GateHouse house;
	Traveller traveller(house);
	TRY(traveller.start());
	EXPECT(eventually([&] { return house.has_waiting(1); }));
	house.opened.notify_all();
	shim_schedule_timeout_interruptible(Timeout::milliseconds(50).jiffies());
	EXPECT(!traveller.is_through() && eventually([&] { return house.has_waiting(1); }));
	house.open();
	house.opened.notify_all();
	EXPECT(eventually([&] { return traveller.is_through(); }));
	return {};
}

Outcome condvar_times_out_and_holds()
{
	GateHouse house;
	auto gate = house.gate.lock();
	const auto waited = house.opened.wait_interruptible(gate, Timeout::milliseconds(20),
							    [](const Gate &now) { return now.open; });
	EXPECT(waited.error() == errors::timed_out);
	EXPECT(try_elsewhere(house.gate).error() == Errno(EBUSY));
	gate->open = true;
	EXPECT(house.opened
		       .wait_interruptible(gate, Timeout::never(), [](const Gate &now) { return now.open; })
		       .ok());
	EXPECT(try_elsewhere(house.gate).error() == Errno(EBUSY));
	return {};
}

Outcome wait_of_a_condvar_holds_the_mutex()
{
	GateHouse house;
	auto gate = house.gate.lock();
	const auto is_open = [](const Gate &now) { return now.open; };
	EXPECT(house.opened.wait(gate, Timeout::milliseconds(20), is_open).error() == errors::timed_out);
	EXPECT(try_elsewhere(house.gate).error() == Errno(EBUSY));
	gate->open = true;
	EXPECT(house.opened.wait(gate, Timeout::never(), is_open).ok());
	EXPECT(try_elsewhere(house.gate).error() == Errno(EBUSY));
	return {};
}

Outcome signal_ends_a_wait_with_the_mutex_held()
{
	GateHouse house;
	{
		auto gate = house.gate.lock();
		const auto waited = house.opened.wait_interruptible(gate, Timeout::milliseconds(30'000),
								    [](const Gate &now) { return now.open; });
		EXPECT(waited.error() == errors::interrupted);
		EXPECT(house.gate.try_lock().error() == Errno(EBUSY));
	}
	EXPECT(house.gate.try_lock().ok());
	return {};
}

} // namespace
} // namespace selftest
