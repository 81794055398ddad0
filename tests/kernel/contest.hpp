// SPDX-License-Identifier: GPL-2.0-only
// Two threads that count together under any of the layer's locks: the sum is exact only if the lock excludes.
#pragma once

#include "kernel/lock.hpp"
#include "kernel/parameter.hpp"
#include "ktap.hpp"
#include "thread_tests.hpp"

namespace selftest
{
namespace
{

constinit LockClass mutex_class{"selftest_mutex"};
constinit LockClass spin_class{"selftest_spin"};
constinit LockClass irq_class{"selftest_irq"};
constinit LockClass raw_class{"selftest_raw"};

Mutex<u64>::Held hold(Mutex<u64> &lock)
{
	return lock.lock();
}
SpinLock<u64>::Held hold(SpinLock<u64> &lock)
{
	return lock.lock();
}
RawSpinLock<u64>::Held hold(RawSpinLock<u64> &lock)
{
	return lock.lock();
}

// A spinlock as interrupt handlers would share it.
struct IrqLock {
	SpinLock<u64> lock;
	IrqLock(LockClass &lock_class, u64 initial) : lock(lock_class, initial) {}
};
SpinLock<u64>::HeldIrq hold(IrqLock &lock)
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

// Two threads that each add one, many times, in a step that two of them would spoil.
template <typename Lock>
class Contest : Pinned
{
public:
	Contest(LockClass &lock_class, int rounds) : lock_(lock_class, u64{0}), rounds_(rounds) {}

	Outcome run()
	{
		TRY(first_.thread.start("selftest_first"));
		TRY(second_.thread.start("selftest_second"));
		EXPECT(eventually([&] { return first_.done.is_set() && second_.done.is_set(); }));
		auto held = hold(lock_);
		EXPECT(*held == 2 * static_cast<u64>(rounds_));
		return {};
	}

private:
	struct Player : Pinned {
		explicit Player(Contest &contest) : contest(contest) {}
		Contest &contest;
		Flag here;
		Flag done;
		Thread<Player> thread{play, *this};
	};

	static void play(Player &self)
	{
		Contest &contest = self.contest;
		self.here.set();
		while (!contest.first_.here.is_set() || !contest.second_.here.is_set()) {
			if (Thread<Player>::should_stop())
				return;
			shim_schedule_timeout_interruptible(1);
		}
		for (int round = 0; round < contest.rounds_; ++round) {
			auto held = hold(contest.lock_);
			const u64 before = *held;
			for (int moment = 0; moment < 20; ++moment)
				asm volatile("");
			*held = before + 1;
		}
		self.done.set();
	}

	Lock lock_;
	const int rounds_;
	Player first_{*this};
	Player second_{*this};
};

} // namespace
} // namespace selftest
