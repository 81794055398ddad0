// SPDX-License-Identifier: GPL-2.0-only
// Timers: when they call, how they go on, and that nothing starts them after their end.
#include "kernel/timer/timer.hpp"

#include <climits>
#include <memory>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

// Counts calls, and goes on as it is told to. On kernels that shut timers down, and those that do not.
template <typename End>
class Counter : Pinned
{
public:
	enum class Next { nothing, start, restart };

	void tick()
	{
		++calls;
		if (next == Next::start)
			timer.start(8_ms);
		else if (next == Next::restart)
			timer.restart(8_ms);
	}

	int calls = 0;
	Next next = Next::nothing;
	Timer<&Counter::tick, End> timer{*this};
};

using Kernels = TimerEnd<true>;
using OldKernels = TimerEnd<false>;

// Starts another's timer when it ends itself, after that.
template <typename End>
struct Late {
	Counter<End> *counter = nullptr;
	~Late() { counter->timer.start(4_ms); }
};

} // namespace

#define TIMER_TEST(name) TEMPLATE_TEST_CASE_METHOD(FreshWith, name, "", Kernels, OldKernels)
template <typename End>
struct FreshWith : Fresh {
};

TIMER_TEST("a timer calls once, not before its time")
{
	Counter<TestType> counter;
	CHECK(!counter.timer.pending());
	fake::run_timers(5);
	CHECK(counter.calls == 0);
	counter.timer.start(8_ms);
	CHECK(counter.timer.pending());
	fake::run_timers(1);
	CHECK(counter.calls == 0);
	fake::run_timers(1);
	CHECK(counter.calls == 1);
	CHECK(!counter.timer.pending());
	fake::run_timers(10);
	CHECK(counter.calls == 1);
}

TIMER_TEST("a timer that is started anew is due at the later time")
{
	Counter<TestType> counter;
	counter.timer.start(8_ms);
	fake::run_timers(1);
	counter.timer.start(8_ms);
	fake::run_timers(1);
	CHECK(counter.calls == 0);
	fake::run_timers(1);
	CHECK(counter.calls == 1);
	counter.timer.start_at(Jiffies::now() + 12_ms);
	fake::run_timers(2);
	CHECK(counter.calls == 1);
	fake::run_timers(1);
	CHECK(counter.calls == 2);
}

TIMER_TEST("a timer is due across the end of the counter of jiffies")
{
	fake::set_jiffies(ULONG_MAX - 1);
	Counter<TestType> counter;
	counter.timer.start(16_ms);
	fake::run_timers(3);
	CHECK(counter.calls == 0);
	fake::run_timers(1);
	CHECK(counter.calls == 1);
}

TIMER_TEST("a timer goes on from its callback, restart without drift, start with it")
{
	Counter<TestType> counter;
	counter.next = Counter<TestType>::Next::restart;
	counter.timer.start(8_ms);
	fake::run_timers(20);
	CHECK(counter.calls == 10);
	// Late by one jiffy: due in one, as if it had been in time.
	fake::delay_timers(2);
	fake::run_timers(1);
	CHECK(counter.calls == 11);
	fake::run_timers(1);
	CHECK(counter.calls == 12);
	// Late by more than a period: those that were missed are not made up for.
	fake::delay_timers(9);
	fake::run_timers(1);
	CHECK(counter.calls == 13);
	fake::run_timers(1);
	CHECK(counter.calls == 13);
	fake::run_timers(1);
	CHECK(counter.calls == 14);
	counter.next = Counter<TestType>::Next::start;
	fake::delay_timers(2);
	fake::run_timers(1);
	CHECK(counter.calls == 15);
	fake::run_timers(1);
	CHECK(counter.calls == 15);
	fake::run_timers(1);
	CHECK(counter.calls == 16);
	CHECK(counter.timer.cancel());
}

TIMER_TEST("a timer that is cancelled does not call, says whether it was due, and can be started again")
{
	Counter<TestType> counter;
	CHECK(!counter.timer.cancel());
	CHECK(!counter.timer.cancel_nowait());
	counter.timer.start(4_ms);
	CHECK(counter.timer.cancel());
	CHECK(!counter.timer.pending());
	counter.timer.start(4_ms);
	CHECK(counter.timer.cancel_nowait());
	fake::run_timers(5);
	CHECK(counter.calls == 0);
	counter.timer.start(4_ms);
	fake::run_timers(1);
	CHECK(counter.calls == 1);
}

TEST_CASE_METHOD(Fresh,
		 "a timer that is destroyed is shut down by the kernel, or by a flag before it is cancelled")
{
	{
		Counter<Kernels> counter;
		counter.timer.start(4_ms);
	}
	CHECK(fake::take_timer_ends() == "shutdown_sync");
	{
		Counter<OldKernels> counter;
		counter.timer.start(4_ms);
	}
	CHECK(fake::take_timer_ends() == "delete_sync");
	CHECK(fake::take_grace_periods() == 1);
}

TEST_CASE_METHOD(Fresh,
		 "a task that starts a timer while it is being destroyed has it cancelled, or starts nothing")
{
	auto counter = std::make_unique<Counter<OldKernels>>();
	auto *raw = counter.get();
	fake::on_synchronize_rcu([raw] {
		// A caller that comes after the flag was set.
		raw->timer.start(4_ms);
		CHECK(!raw->timer.pending());
		// A caller that had looked before.
		shim_mod_timer(reinterpret_cast<timer_list *>(&raw->timer), shim_read_jiffies() + 1);
	});
	counter.reset();
	CHECK(fake::take_timer_ends() == "delete_sync");
	CHECK(fake::take_grace_periods() == 1);
}

namespace
{

template <typename End>
struct Owner {
	Late<End> late;
	Counter<End> counter;
	Owner() { late.counter = &counter; }
};

} // namespace

TIMER_TEST("a task that starts a timer after its end, as a member of the owner that is destroyed later, "
	   "starts nothing")
{
	// (In memory that stays, as that of an owner does until all its members are destroyed.)
	alignas(Owner<TestType>) unsigned char memory[sizeof(Owner<TestType>)];
	auto *owner = new (memory) Owner<TestType>;
	Counter<TestType> &counter = owner->counter;
	counter.timer.start(4_ms);
	owner->~Owner();
	fake::run_timers(3);
}

TEST_CASE_METHOD(Fresh, "a callback that sleeps or that waits for itself is noticed")
{
	struct Sleeper : Pinned {
		void tick()
		{
			sleep(1_ms);
			timer.cancel();
		}
		Timer<&Sleeper::tick> timer{*this};
	};
	{
		Sleeper sleeper;
		sleeper.timer.start(4_ms);
		fake::run_timers(1);
	}
	CHECK(fake::take_violations().size() == 2);
}
