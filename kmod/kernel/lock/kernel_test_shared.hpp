// SPDX-License-Identifier: GPL-2.0-only
// Locks that readers share, locks that keep softirqs away, and semaphores.
#pragma once

#include "kernel/lock/rwlock.hpp"
#include "kernel/lock/rwsem.hpp"
#include "kernel/lock/semaphore.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/timer/timer.hpp"
#include "tests/kit/selftest/contest.hpp"
#include "tests/kit/selftest/elsewhere.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constinit LockClass rwsem_class{"selftest_rwsem"};
constinit LockClass rwlock_class{"selftest_rwlock"};
constinit LockClass bh_class{"selftest_bh"};

// The lock Kind, taken by its `take`, for two threads that count.
template <typename Kind, auto take>
struct TakenBy {
	Kind lock;
	TakenBy(LockClass &lock_class, u64 initial) : lock(lock_class, initial) {}
};
template <typename Kind, auto take>
auto hold(TakenBy<Kind, take> &lock) NO_THREAD_SAFETY_ANALYSIS
{
	return (lock.lock.*take)();
}

Outcome bh_spinlock_excludes()
{
	return Contest<TakenBy<SpinLock<u64>, &SpinLock<u64>::lock_bh>>(bh_class).run();
}
Outcome rw_semaphore_excludes_writers()
{
	return Contest<TakenBy<RwSemaphore<u64>, &RwSemaphore<u64>::write_lock>>(rwsem_class).run();
}
Outcome rwlock_excludes_writers()
{
	return Contest<TakenBy<RwLock<u64>, &RwLock<u64>::write_lock_bh>>(rwlock_class).run();
}

// A timer's callback is a softirq. (A timer may not lie on a stack.)
struct Softirq : Pinned {
	SpinLock<int> lock{bh_class, 0};
	RwLock<int> shared{rwlock_class, 0};
	Flag ran;
	void tick()
	{
		lock.with([](int &count) { count += 1; });
		ran.set();
	}
	Timer<&Softirq::tick> timer{*this};
};

// Whether the callback waits until the guard goes, which `take` makes on the CPU where the timer is started.
template <typename Lock, typename Held>
bool softirq_waits_for(Softirq &softirq, Lock &lock, Held (Lock::*take)()) NO_THREAD_SAFETY_ANALYSIS
{
	bool waited = false;
	{
		const Held held = (lock.*take)();
		softirq.timer.start(1_ms);
		busy_wait(60_ms);
		waited = !softirq.ran.is_set();
	}
	return waited && eventually([&] { return softirq.ran.is_set(); });
}

Outcome bh_keeps_softirqs_away()
{
#ifdef CONFIG_PREEMPT_RT
	return Outcome::skipped("softirqs are threads on RT kernels");
#else
	const auto first = TRY(Box<Softirq>::make(Gfp::kernel));
	EXPECT(softirq_waits_for(*first, first->lock, &SpinLock<int>::lock_bh));
	{
		const auto held = first->lock.lock_bh(); // (a softirq takes it, too)
		EXPECT(*held == 1);
	}
	const auto second = TRY(Box<Softirq>::make(Gfp::kernel));
	EXPECT(softirq_waits_for(*second, second->shared, &RwLock<int>::read_lock_bh));
	const auto third = TRY(Box<Softirq>::make(Gfp::kernel));
	EXPECT(softirq_waits_for(*third, third->shared, &RwLock<int>::write_lock_bh));
	return {};
#endif
}

// What another thread gets: of who tries to read, and of who tries to write.
struct Tried {
	Errno reading{1};
	Errno writing{1};
	bool are(Errno read, Errno write) const { return reading == read && writing == write; }
};
Tried try_elsewhere(RwSemaphore<int> &semaphore)
{
	Tried tried;
	const auto gone = elsewhere([&] {
		tried.reading = semaphore.try_read_lock().error();
		tried.writing = semaphore.try_write_lock().error();
	});
	return gone.ok() ? tried : Tried();
}
constexpr Errno taken{0};

// (To the analysis, guards that come through TRY hold nothing.)
Outcome rw_semaphore_is_shared_by_readers() NO_THREAD_SAFETY_ANALYSIS
{
	RwSemaphore<int> semaphore(rwsem_class, 5);
	EXPECT(try_elsewhere(semaphore).are(taken, taken));
	{
		const auto held = semaphore.read_lock();
		EXPECT(*held == 5 && try_elsewhere(semaphore).are(taken, errors::busy));
	}
	{
		auto held = semaphore.write_lock();
		*held = 6;
		EXPECT(try_elsewhere(semaphore).are(errors::busy, errors::busy));
	}
	{
		const auto held = TRY(semaphore.try_read_lock());
		EXPECT(*held == 6 && try_elsewhere(semaphore).are(taken, errors::busy));
	}
	{
		auto held = TRY(semaphore.try_write_lock());
		*held = 7;
		EXPECT(try_elsewhere(semaphore).are(errors::busy, errors::busy));
	}
	EXPECT(try_elsewhere(semaphore).are(taken, taken));
	semaphore.with_write([](int &value) { value += 1; });
	EXPECT(semaphore.with_read([](const int &value) { return value; }) == 8);
	return {};
}

Outcome rw_semaphore_is_downgraded() NO_THREAD_SAFETY_ANALYSIS
{
	RwSemaphore<int> semaphore(rwsem_class, 5);
	{
		auto writing = semaphore.write_lock();
		*writing = 6;
		const auto reading = kernel::move(writing).downgrade();
		EXPECT(*reading == 6 && try_elsewhere(semaphore).are(taken, errors::busy));
	}
	EXPECT(try_elsewhere(semaphore).are(taken, taken));
	return {};
}

#ifdef CONFIG_SMP
// Of the thread that may have it: trying again does not wait.
bool can_read(RwLock<int> &lock)
{
	return lock.try_read_lock().ok();
}
bool can_write(RwLock<int> &lock)
{
	return lock.try_write_lock().ok();
}

Outcome rwlock_is_shared_by_readers()
{
	RwLock<int> lock(rwlock_class, 5);
	EXPECT(can_read(lock) && can_write(lock));
	{
		const auto held = lock.read_lock();
		EXPECT(*held == 5 && can_read(lock) && !can_write(lock));
	}
	{
		auto held = lock.write_lock();
		*held = 6;
		EXPECT(!can_read(lock) && !can_write(lock));
	}
	EXPECT(can_read(lock) && can_write(lock));
	EXPECT(lock.with_read([](const int &value) { return value; }) == 6);
	return {};
}

template <typename Held>
bool holds_for(RwLock<int> &lock, bool reading, Held (RwLock<int>::*take)()) NO_THREAD_SAFETY_ANALYSIS
{
	bool held_so = false;
	{
		const Held held = (lock.*take)();
		held_so = can_read(lock) == reading && !can_write(lock);
	}
	return held_so && can_write(lock);
}

Outcome every_way_to_lock_an_rwlock_holds()
{
	RwLock<int> lock(rwlock_class, 0);
	EXPECT(holds_for(lock, true, &RwLock<int>::read_lock));
	EXPECT(holds_for(lock, true, &RwLock<int>::read_lock_bh));
	EXPECT(holds_for(lock, true, &RwLock<int>::read_lock_irqsave));
	EXPECT(holds_for(lock, false, &RwLock<int>::write_lock));
	EXPECT(holds_for(lock, false, &RwLock<int>::write_lock_bh));
	EXPECT(holds_for(lock, false, &RwLock<int>::write_lock_irqsave));
	EXPECT(holds_for(lock, true, &RwLock<int>::try_read_lock));
	EXPECT(holds_for(lock, false, &RwLock<int>::try_write_lock));
	return {};
}
#else
Outcome rwlock_is_shared_by_readers()
{
	return Outcome::skipped("one CPU needs no such lock");
}
Outcome every_way_to_lock_an_rwlock_holds()
{
	return Outcome::skipped("one CPU needs no such lock");
}
#endif

Outcome semaphore_counts()
{
	Semaphore semaphore(hidden(2u));
	semaphore.down();
	TRY(semaphore.down_interruptible());
	EXPECT(!semaphore.try_down());
	semaphore.up();
	EXPECT(semaphore.try_down() && !semaphore.try_down());
	return {};
}

// Gives back each that it gets.
struct Returner : Pinned {
	Semaphore asked{0};
	Semaphore answered{0};
	int question = 0;
	int answer = 0;
	Thread<Returner> thread{run, *this};

	static void run(Returner &self)
	{
		for (int round = 0; round < 1000; ++round) {
			self.asked.down();
			self.answer = self.question + 1;
			self.answered.up();
		}
	}
};

Outcome semaphore_wakes_a_waiter()
{
	Returner returner;
	TRY(returner.thread.start("selftest_returner"));
	bool all = true;
	for (int round = 0; round < 1000; ++round) {
		returner.question = round;
		returner.asked.up();
		returner.answered.down();
		all = all && returner.answer == round + 1;
	}
	EXPECT(all && !returner.asked.try_down() && !returner.answered.try_down());
	return {};
}

Outcome signal_ends_the_wait_for_a_semaphore()
{
	Semaphore semaphore(0);
	pr_info("# waiting for a signal");
	EXPECT(semaphore.down_interruptible().error() == errors::interrupted);
	semaphore.up();
	EXPECT(semaphore.try_down());
	return {};
}

} // namespace
} // namespace selftest
