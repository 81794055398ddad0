// SPDX-License-Identifier: GPL-2.0-only
// Two threads increment one counter under any of the layer's locks: the sum is exact only if the lock excludes the other thread.
#pragma once

#include "kernel/lock/mutex.hpp"
#include "kernel/lock/spinlock.hpp"
#include "kernel/param/parameter.hpp"
#include "tests/kit/selftest/ktap.hpp"
#include "tests/kit/selftest/elsewhere.hpp"

namespace selftest
{
namespace
{

constinit LockClass mutex_class{"selftest_mutex"};
constinit LockClass spin_class{"selftest_spin"};
constinit LockClass irq_class{"selftest_irq"};
constinit LockClass raw_class{"selftest_raw"};

Mutex<u64>::Held hold(Mutex<u64> &lock) ACQUIRE(lock) NO_THREAD_SAFETY_ANALYSIS
{
	return lock.lock();
}
SpinLock<u64>::Held hold(SpinLock<u64> &lock) ACQUIRE(lock) NO_THREAD_SAFETY_ANALYSIS
{
	return lock.lock();
}
RawSpinLock<u64>::Held hold(RawSpinLock<u64> &lock) ACQUIRE(lock) NO_THREAD_SAFETY_ANALYSIS
{
	return lock.lock();
}

// A spinlock used as for data that an interrupt handler shares.
struct IrqLock {
	SpinLock<u64> lock;
	IrqLock(LockClass &lock_class, u64 initial) : lock(lock_class, initial) {}
};
SpinLock<u64>::HeldIrq hold(IrqLock &lock) ACQUIRE(lock.lock) NO_THREAD_SAFETY_ANALYSIS
{
	return lock.lock.lock_irqsave();
}

// The lock of the module's parameters, which has no data of its own.
struct ParametersLock {
	u64 count;
	ParametersLock(LockClass &, u64 initial) : count(initial) {}
};
struct ParametersHeld {
	u64 &count;
	ParameterLock lock{};
	u64 &operator*() const { return count; }
};
ParametersHeld hold(ParametersLock &lock)
{
	return {lock.count};
}

// Two threads each add one, again and again, in a step that fails if both do it at once. It ends when the threads have
// overlapped often enough: one has seen that the other was there. (With one CPU they hardly overlap; then it ends after a
// while.)
template <typename Lock>
class Contest : Pinned
{
public:
	explicit Contest(LockClass &lock_class) : lock_(lock_class, u64{0}) {}

	Outcome run()
	{
		TRY(first_.thread.start("selftest_first"));
		TRY(second_.thread.start("selftest_second"));
		EXPECT(eventually([&] { return first_.done.is_set() && second_.done.is_set(); }));
		auto held = hold(lock_);
		EXPECT(*held == first_.rounds + second_.rounds);
		return {};
	}

private:
	static constexpr u64 most_rounds = 500000;
	static constexpr u64 enough_meetings = 2000;

	struct Player : Pinned {
		explicit Player(Contest &contest) : contest(contest) {}
		Contest &contest;
		u64 rounds = 0;
		Flag done;
		Thread<Player> thread{play, *this};
	};

	static void play(Player &self)
	{
		u64 mine = 0, meetings = 0;
		while (self.rounds < most_rounds && !self.contest.over_.is_set()) {
			auto held = hold(self.contest.lock_);
			const u64 before = *held;
			for (int moment = 0; moment < 50; ++moment)
				asm volatile("" : "+r"(moment));
			*held = before + 1;
			++self.rounds;
			if (before != mine && ++meetings == enough_meetings)
				self.contest.over_.set();
			mine = before + 1;
		}
		self.done.set();
	}

	Lock lock_;
	Flag over_;
	Player first_{*this};
	Player second_{*this};
};

} // namespace
} // namespace selftest
