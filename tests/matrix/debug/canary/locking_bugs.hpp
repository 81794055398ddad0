// SPDX-License-Identifier: GPL-2.0-only
// Bugs for lockdep, the sleep checks, the hung task detector and KCSAN.
#pragma once

#include "hidden.hpp"

namespace canary
{
namespace
{

constinit LockClass one_class{"canary_one"};
constinit LockClass other_class{"canary_other"};
constinit LockClass spin_class{"canary_spin"};

// Both orders, one after the other: no deadlock now, but a possible one.
BUG Result<void> lock_inversion()
{
	Mutex<int> one(one_class, 0);
	Mutex<int> other(other_class, 0);
	{
		const auto first = one.lock();
		const auto second = other.lock();
	}
	const auto first = other.lock();
	const auto second = one.lock();
	return {};
}

BUG Result<void> sleeping_in_atomic()
{
	SpinLock<int> spin(spin_class, 0);
	const auto held = spin.lock();
	const auto box = TRY(Box<int>::make(Gfp::kernel, 0));
	return {};
}

struct Door {
	Mutex<int> lock{one_class, 0};

	BUG static void hung_task_waits(Door &door)
	{
		const auto held = door.lock.lock();
		used(&*held);
	}
};

// Longer than twice the time that canaries.py sets.
BUG Result<void> hung_task()
{
	Door door;
	Thread<Door> waiter(Door::hung_task_waits, door);
	const auto held = door.lock.lock();
	TRY(waiter.start("canary_waiter"));
	sleep(7000);
	return {};
}

struct Shared {
	u64 number = 0;

	BUG static void data_race_loses(Shared &shared)
	{
		for (int count = 0; count < 2'000'000; ++count) {
			shared.number += 1;
			anything_may_happen();
		}
	}
};

BUG Result<void> data_race()
{
	Shared shared;
	Thread<Shared> rival(Shared::data_race_loses, shared);
	TRY(rival.start("canary_rival"));
	Shared::data_race_loses(shared);
	return {};
}

} // namespace
} // namespace canary
