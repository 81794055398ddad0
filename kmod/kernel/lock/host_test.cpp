// SPDX-License-Identifier: GPL-2.0-only
// Locks that own their data: a guard locks once and unlocks once, also when it was moved.
#include <cerrno>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "tests/kit/host/fresh.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/lock/spinlock.hpp"
#include "kernel/memory/box.hpp"

using kernel::Errno;
using kernel::LockClass;
using kernel::Mutex;
using kernel::RawSpinLock;
using kernel::Result;
using kernel::SpinLock;

namespace
{

constinit LockClass test_class{"test"};

struct Account {
	explicit Account(int balance) : balance(balance) {}
	int balance;
};

// What holds for all three.
template <typename Lock>
void check_guards()
{
	Lock lock(test_class, 5);
	{
		auto guard = lock.lock();
		CHECK(fake::locks_held() == 1);
		CHECK(guard->balance == 5);
		(*guard).balance = 6;
		auto moved = std::move(guard);
		CHECK(fake::locks_held() == 1);
		CHECK(moved->balance == 6);
		{
			auto last = std::move(moved);
			CHECK(last->balance == 6);
		}
		CHECK(fake::locks_held() == 0);
		CHECK(lock.with([](Account &account) { return account.balance; }) == 6);
	}
	CHECK(fake::locks_held() == 0);
}

template <typename Lock>
void check_exclusion()
{
	Lock lock(test_class, 0);
	std::vector<std::thread> threads;
	for (int thread = 0; thread < 3; ++thread)
		threads.emplace_back([&] {
			for (int round = 0; round < 5000; ++round)
				lock.with([](Account &account) { ++account.balance; });
		});
	for (auto &thread : threads)
		thread.join();
	const auto guard = lock.lock();
	CHECK(guard->balance == 15000);
}

template <typename Lock>
void check_trying()
{
	Lock lock(test_class, 5);
	{
		auto held = lock.try_lock();
		REQUIRE(held.ok());
		CHECK(fake::locks_held() == 1);
		Errno seen(0);
		std::thread([&] { seen = lock.try_lock().error(); }).join();
		CHECK(seen == kernel::errors::busy);
		CHECK(held.value()->balance == 5);
	}
	CHECK(fake::locks_held() == 0);
	CHECK(lock.try_lock().ok());
}

} // namespace

TEST_CASE_METHOD(Fresh, "a guard of any lock unlocks exactly once, however often it is moved")
{
	check_guards<Mutex<Account>>();
	check_guards<SpinLock<Account>>();
	check_guards<RawSpinLock<Account>>();
}

TEST_CASE_METHOD(Fresh, "any lock keeps threads from each other's data")
{
	check_exclusion<Mutex<Account>>();
	check_exclusion<SpinLock<Account>>();
	check_exclusion<RawSpinLock<Account>>();
}

TEST_CASE_METHOD(Fresh, "a mutex can be taken unless a signal comes: then it is not held")
{
	Mutex<Account> mutex(test_class, 5);
	{
		auto held = mutex.lock_interruptible();
		REQUIRE(held.ok());
		CHECK(fake::locks_held() == 1);
		CHECK(held.value()->balance == 5);
	}
	CHECK(fake::locks_held() == 0);
	fake::interrupt_next_lock(-EINTR);
	CHECK(mutex.lock_interruptible().error() == kernel::errors::interrupted);
	CHECK(fake::locks_held() == 0);
	CHECK(mutex.lock_interruptible().ok());
}

TEST_CASE_METHOD(Fresh, "a lock that is held is EBUSY for a task that only tries")
{
	check_trying<Mutex<Account>>();
	check_trying<SpinLock<Account>>();
	check_trying<RawSpinLock<Account>>();
}

TEST_CASE_METHOD(Fresh,
		 "what with() returns is a copy of it, made with the lock held, which is free afterwards")
{
	Mutex<Account> mutex(test_class, 5);
	const auto balance = mutex.with([](Account &account) -> int & {
		CHECK(fake::locks_held() == 1);
		return account.balance;
	});
	static_assert(std::is_same_v<decltype(balance), const int>);
	CHECK(balance == 5);
	CHECK(fake::locks_held() == 0);
}

TEST_CASE_METHOD(Fresh, "a guard in a result unlocks when the result ends")
{
	Mutex<Account> mutex(test_class, 5);
	const auto balance = [&]() -> Result<int> {
		auto held = TRY(mutex.lock_interruptible());
		CHECK(fake::locks_held() == 1);
		return held->balance;
	};
	CHECK(balance().value() == 5);
	CHECK(fake::locks_held() == 0);
	fake::interrupt_next_lock(-EINTR);
	CHECK(balance().error() == kernel::errors::interrupted);
}

TEST_CASE_METHOD(Fresh, "interrupts are restored to what each guard found, in reverse order")
{
	SpinLock<Account> outer(test_class, 1);
	SpinLock<Account> inner(test_class, 2);
	{
		const auto first = outer.lock_irqsave();
		const auto second = inner.lock_irqsave();
		CHECK(fake::locks_held() == 2);
		CHECK(first->balance + (*second).balance == 3);
	}
	CHECK(fake::locks_held() == 0);
	RawSpinLock<Account> raw(test_class, 4);
	{
		const auto held = raw.lock_irqsave();
		CHECK(held->balance == 4);
	}
	CHECK(fake::locks_held() == 0);
}

TEST_CASE_METHOD(Fresh, "a lock is made with the name and the key of its class")
{
	Mutex<Account> mutex(test_class, 1);
	const auto &lock = reinterpret_cast<const fake::Lock &>(mutex);
	CHECK(lock.name == test_class.name());
	CHECK(lock.key == test_class.key());
}

// The fakes must notice what these tests rely on.
TEST_CASE_METHOD(Fresh, "the fake kernel notices a task that sleeps under a spinlock, and one that unlocks "
			"what is not locked")
{
	{
		RawSpinLock<Account> lock(test_class, 1);
		const auto held = lock.lock();
		(void)kernel::Box<int>::make(kernel::Gfp::atomic, 1);
		CHECK(fake::violations().empty());
		(void)kernel::Box<int>::make(kernel::Gfp::kernel, 1);
		CHECK(fake::violations().size() == 1);
	}
	{
		SpinLock<Account> lock(test_class, 1);
		const auto held = lock.lock_irqsave();
		Mutex<Account> mutex(test_class, 1);
		(void)mutex.lock();
		CHECK(fake::violations().size() == 2);
	}
	Mutex<Account> mutex(test_class, 1);
	shim_mutex_unlock(reinterpret_cast<struct mutex *>(&mutex));
	CHECK(fake::take_violations().size() == 3);
}
