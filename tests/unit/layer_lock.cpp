// SPDX-License-Identifier: MIT
// Locks that own their data: a guard locks once and unlocks once, also when it was moved.
#include <cerrno>
#include <thread>
#include <utility>
#include <vector>

#include "fresh.hpp"
#include "kernel/lock.hpp"

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
			CHECK(&last.lock() == &lock);
		}
		CHECK(fake::locks_held() == 0);
		CHECK(lock.lock()->balance == 6);
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
				++lock.lock()->balance;
		});
	for (auto &thread : threads)
		thread.join();
	CHECK(lock.lock()->balance == 15000);
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

TEST_CASE_METHOD(Fresh, "a mutex that somebody has is EBUSY for who only tries")
{
	Mutex<Account> mutex(test_class, 5);
	{
		auto held = mutex.try_lock();
		REQUIRE(held.ok());
		Errno seen(0);
		std::thread([&] { seen = mutex.try_lock().error(); }).join();
		CHECK(seen == Errno(EBUSY));
		CHECK(held.value()->balance == 5);
	}
	CHECK(mutex.try_lock().ok());
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
}

TEST_CASE_METHOD(Fresh, "a lock is made with the name and the key of its class")
{
	Mutex<Account> mutex(test_class, 1);
	const auto &lock = reinterpret_cast<const fake::Lock &>(mutex);
	CHECK(lock.name == test_class.name());
	CHECK(lock.key == test_class.key());
}

// The fakes must notice what these tests rely on.
TEST_CASE_METHOD(Fresh,
		 "the fake kernel notices who sleeps under a spinlock, and who unlocks what is not locked")
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
	CHECK(fake::violations().size() == 3);
	fake::reset();
}
