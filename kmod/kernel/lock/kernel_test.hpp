// SPDX-License-Identifier: GPL-2.0-only
// Locks: that they exclude, that they let go, and that their data is theirs.
#pragma once

#include "tests/kit/selftest/contest.hpp"
#include "kernel/lock/kernel_test_shared.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/lock/spinlock.hpp"
#include "kernel/memory/box.hpp"
#include "tests/kit/selftest/ktap.hpp"
#include "tests/kit/selftest/elsewhere.hpp"

namespace selftest
{
namespace
{

Outcome mutex_excludes()
{
	return Contest<Mutex<u64>>(mutex_class).run();
}
Outcome spinlock_excludes()
{
	return Contest<SpinLock<u64>>(spin_class).run();
}
Outcome irq_spinlock_excludes()
{
	return Contest<IrqLock>(irq_class).run();
}
Outcome raw_spinlock_excludes()
{
	return Contest<RawSpinLock<u64>>(raw_class).run();
}
Outcome parameter_lock_excludes()
{
	return Contest<ParametersLock>(mutex_class).run();
}

// What try_lock says to another thread.
template <typename T>
Result<void> try_elsewhere(Mutex<T> &mutex)
{
	Result<void> tried;
	TRY(elsewhere([&] { tried = mutex.try_lock().error(); }));
	return tried;
}

Outcome mutex_is_busy_for_others()
{
	Mutex<int> mutex(mutex_class, 0);
	EXPECT(try_elsewhere(mutex).ok());
	{
		auto held = mutex.lock();
		EXPECT(try_elsewhere(mutex).error() == Errno(EBUSY));
		auto moved(kernel::move(held));
		EXPECT(try_elsewhere(mutex).error() == Errno(EBUSY));
	}
	EXPECT(try_elsewhere(mutex).ok());
	return {};
}

// (To the analysis, guards that come through TRY hold nothing.)
Outcome every_way_to_lock_holds() NO_THREAD_SAFETY_ANALYSIS
{
	Mutex<int> mutex(mutex_class, 0);
	{
		auto held = TRY(mutex.lock_interruptible());
		EXPECT(try_elsewhere(mutex).error() == Errno(EBUSY));
		*held = 1;
	}
	{
		auto held = TRY(mutex.try_lock());
		EXPECT(try_elsewhere(mutex).error() == Errno(EBUSY));
		EXPECT(*held == 1);
	}
	EXPECT(try_elsewhere(mutex).ok());
	return {};
}

static_assert(!__is_constructible(Mutex<int>, Mutex<int>) && !__is_assignable(Mutex<int> &, Mutex<int>));

struct Pair : Pinned {
	Pair(int first, int second) : first(first), second(second) {}
	int first;
	int second;
};

// Whether the lock holds this pair, within itself.
template <typename Held, typename Lock>
bool holds(const Held held, const Lock &lock, int first, int second)
{
	const uintptr_t offset = reinterpret_cast<uintptr_t>(&*held) - reinterpret_cast<uintptr_t>(&lock);
	return held->first == first && held->second == second && offset <= sizeof(lock) - sizeof(Pair);
}

Outcome locks_own_their_data()
{
	Mutex<Pair> mutex(mutex_class, 1, 2);
	SpinLock<Pair> spin(spin_class, 3, 4);
	RawSpinLock<Pair> raw(raw_class, 5, 6);
	EXPECT(holds(mutex.lock(), mutex, 1, 2));
	EXPECT(holds(spin.lock(), spin, 3, 4));
	EXPECT(holds(spin.lock_irqsave(), spin, 3, 4));
	EXPECT(holds(raw.lock(), raw, 5, 6));
	EXPECT(holds(raw.lock_irqsave(), raw, 5, 6));
	EXPECT(mutex.with([](Pair &pair) { return pair.second = 7; }) == 7);
	spin.with([](Pair &pair) { pair.first = 8; });
	raw.with([](Pair &pair) { pair.first = 9; });
	EXPECT(holds(mutex.lock(), mutex, 1, 7));
	EXPECT(holds(spin.lock(), spin, 8, 4));
	EXPECT(holds(raw.lock(), raw, 9, 6));
	return {};
}

Outcome atomic_memory_under_a_spinlock()
{
	SpinLock<int> lock(spin_class, 42);
	auto held = lock.lock();
	auto box = TRY(Box<int>::make(Gfp::atomic, *held));
	EXPECT(*box == 42);
	return {};
}

#if defined(__x86_64__) && !defined(CONFIG_PREEMPT_RT)
bool interrupts_are_on()
{
	unsigned long flags;
	asm volatile("pushf; pop %0" : "=r"(flags));
	return (flags & 0x200) != 0;
}

Outcome irqsave_turns_interrupts_off()
{
	SpinLock<int> outer(irq_class, 1);
	SpinLock<int> inner(spin_class, 2);
	EXPECT(interrupts_are_on());
	{
		const auto held = outer.lock_irqsave();
		EXPECT(!interrupts_are_on());
		{
			const auto nested = inner.lock_irqsave();
			EXPECT(!interrupts_are_on() && *held == 1 && *nested == 2);
		}
		EXPECT(!interrupts_are_on());
	}
	EXPECT(interrupts_are_on());
	return {};
}
#else
Outcome irqsave_turns_interrupts_off()
{
	return Outcome::skipped("seen on x86 without PREEMPT_RT only");
}
#endif

// A thread that holds a mutex, for half a minute at the most.
class Holder : Pinned
{
public:
	Result<void> start()
	{
		TRY(thread_.start("selftest_holder"));
		return eventually([&] { return held_.is_set(); }) ? Result<void>() : errors::timed_out;
	}
	Mutex<int> mutex{mutex_class, 0};

private:
	static void run(Holder &self)
	{
		const auto held = self.mutex.lock();
		self.held_.set();
		const long step = Timeout::milliseconds(10).jiffies();
		for (int tries = 0; tries < 3000 && !Thread<Holder>::should_stop(); ++tries)
			shim_schedule_timeout_interruptible(step);
	}

	Flag held_;
	Thread<Holder> thread_{run, *this};
};

// Comes first: after it a signal is pending.
Outcome signal_ends_the_wait_for_a_mutex()
{
	Holder holder;
	TRY(holder.start());
	pr_info("# waiting for a signal");
	EXPECT(holder.mutex.lock_interruptible().error() == errors::interrupted);
	return {};
}

constexpr Test lock_tests[] = {
	{"mutex: a signal ends the wait for it", signal_ends_the_wait_for_a_mutex, "signals"},
	{"mutex: two threads count exactly", mutex_excludes},
	{"mutex: try_lock of another thread is EBUSY while a guard stands", mutex_is_busy_for_others},
	{"mutex: each way to lock it holds it, and its guard lets go", every_way_to_lock_holds},
	{"spinlock: two threads count exactly", spinlock_excludes},
	{"spinlock, irqsave: two threads count exactly", irq_spinlock_excludes},
	{"spinlock, irqsave: interrupts are off, and on again after the last", irqsave_turns_interrupts_off},
	{"spinlock: atomic memory can be had while it is held", atomic_memory_under_a_spinlock},
	{"raw spinlock: two threads count exactly", raw_spinlock_excludes},
	{"parameter lock: two threads count exactly", parameter_lock_excludes},
	{"locks: own the data that they were made with", locks_own_their_data},
	{"spinlock, bh: two threads count exactly", bh_spinlock_excludes},
	{"spinlock, bh: no softirq runs on this CPU while it is held", bh_keeps_softirqs_away},
	{"rw semaphore: two writers count exactly", rw_semaphore_excludes_writers},
	{"rw semaphore: readers share it, a writer has it alone", rw_semaphore_is_shared_by_readers},
	{"rw semaphore: a writer that is downgraded is a reader", rw_semaphore_is_downgraded},
	{"rwlock: two writers count exactly", rwlock_excludes_writers},
	{"rwlock: readers share it, a writer has it alone", rwlock_is_shared_by_readers},
	{"rwlock: each way to lock it holds it, and its guard lets go", every_way_to_lock_an_rwlock_holds},
	{"semaphore: as many as there are can be had", semaphore_counts},
	{"semaphore: two threads wake each other a thousand times", semaphore_wakes_a_waiter},
	{"semaphore: a signal ends the wait for it", signal_ends_the_wait_for_a_semaphore, "signals"},
};

} // namespace
} // namespace selftest
