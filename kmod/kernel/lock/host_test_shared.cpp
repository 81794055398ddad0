// SPDX-License-Identifier: GPL-2.0-only
// Locks that readers share, locks that keep softirqs away, and semaphores.
#include <atomic>
#include <cerrno>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "tests/kit/host/fresh.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/lock/rwlock.hpp"
#include "kernel/lock/rwsem.hpp"
#include "kernel/lock/semaphore.hpp"
#include "kernel/lock/spinlock.hpp"
#include "kernel/wait/wait.hpp"

using kernel::CondVar;
using kernel::Errno;
using kernel::LockClass;
using kernel::RwLock;
using kernel::RwSemaphore;
using kernel::Semaphore;
using kernel::SpinLock;
using kernel::Timeout;
namespace errors = kernel::errors;

namespace
{

constinit LockClass test_class{"test"};
constinit LockClass queue_class{"queue"};

struct Account {
	explicit Account(int balance) : balance(balance) {}
	int balance;
};

// What another thread gets.
template <typename Lock>
Errno reading_elsewhere(Lock &lock)
{
	Errno seen(0);
	std::thread([&] { seen = lock.try_read_lock().error(); }).join();
	return seen;
}
template <typename Lock>
Errno writing_elsewhere(Lock &lock)
{
	Errno seen(0);
	std::thread([&] { seen = lock.try_write_lock().error(); }).join();
	return seen;
}

template <typename Lock>
void check_sharing()
{
	Lock lock(test_class, 5);
	{
		const auto held = lock.read_lock();
		static_assert(std::is_same_v<decltype(*held), const Account &>);
		static_assert(std::is_same_v<decltype(held.operator->()), const Account *>);
		CHECK(fake::locks_held() == 1);
		CHECK(held->balance == 5);
		CHECK(reading_elsewhere(lock) == Errno(0));
		CHECK(writing_elsewhere(lock) == errors::busy);
	}
	{
		auto held = lock.write_lock();
		static_assert(std::is_same_v<decltype(*held), Account &>);
		held->balance = 6;
		CHECK(reading_elsewhere(lock) == errors::busy);
		CHECK(writing_elsewhere(lock) == errors::busy);
		auto moved = std::move(held);
		CHECK(moved->balance == 6);
		CHECK(fake::locks_held() == 1);
	}
	CHECK(fake::locks_held() == 0);
	{
		auto tried = lock.try_read_lock();
		CHECK(tried.value()->balance == 6);
		CHECK(fake::locks_held() == 1);
	}
	CHECK(lock.try_write_lock().ok());
	lock.with_write([](Account &account) { account.balance = 7; });
	CHECK(lock.with_read([](const Account &account) { return account.balance; }) == 7);
	CHECK(fake::locks_held() == 0);
}

template <typename Lock>
void check_exclusion()
{
	Lock lock(test_class, 0);
	std::atomic<bool> torn = false;
	std::vector<std::thread> threads;
	for (int thread = 0; thread < 3; ++thread)
		threads.emplace_back([&] {
			for (int round = 0; round < 3000; ++round) {
				lock.with_write([](Account &account) { account.balance += 2; });
				if (lock.with_read([](const Account &account) { return account.balance; }) %
					    2 !=
				    0)
					torn = true;
			}
		});
	for (auto &thread : threads)
		thread.join();
	CHECK_FALSE(torn);
	CHECK(lock.with_read([](const Account &account) { return account.balance; }) == 18000);
}

} // namespace

TEST_CASE_METHOD(Fresh, "readers share a lock and see constant data, a writer has it alone")
{
	check_sharing<RwSemaphore<Account>>();
	check_sharing<RwLock<Account>>();
}

TEST_CASE_METHOD(Fresh, "a lock that readers share keeps writers from each other's data")
{
	check_exclusion<RwSemaphore<Account>>();
	check_exclusion<RwLock<Account>>();
}

TEST_CASE_METHOD(Fresh, "a writer that is downgraded goes on as a reader, and lets go once")
{
	RwSemaphore<Account> lock(test_class, 5);
	{
		auto writing = lock.write_lock();
		writing->balance = 6;
		const auto reading = kernel::move(writing).downgrade();
		static_assert(std::is_same_v<decltype(*reading), const Account &>);
		CHECK(fake::locks_held() == 1);
		CHECK(reading->balance == 6);
		CHECK(reading_elsewhere(lock) == Errno(0));
		CHECK(writing_elsewhere(lock) == errors::busy);
	}
	CHECK(fake::locks_held() == 0);
	CHECK(writing_elsewhere(lock) == Errno(0));
}

TEST_CASE_METHOD(Fresh, "softirqs are off while a lock is held by one of its _bh guards")
{
	SpinLock<Account> spin(test_class, 5);
	RwLock<Account> shared(test_class, 6);
	{
		const auto outer = spin.lock_bh();
		CHECK(fake::softirqs_are_off());
		{
			const auto inner = shared.read_lock_bh();
			CHECK(outer->balance + inner->balance == 11);
			CHECK(fake::locks_held() == 2);
		}
		CHECK(fake::softirqs_are_off());
	}
	CHECK_FALSE(fake::softirqs_are_off());
	{
		auto held = shared.write_lock_bh();
		held->balance = 7;
		CHECK(fake::softirqs_are_off());
	}
	CHECK_FALSE(fake::softirqs_are_off());
	CHECK(spin.with_bh([](const Account &account) {
		return fake::softirqs_are_off() ? account.balance : 0;
	}) == 5);
	CHECK(spin.with_irqsave([](const Account &account) {
		return fake::this_thread().irqs_off == 1 ? account.balance : 0;
	}) == 5);
	CHECK_FALSE(fake::softirqs_are_off());
	CHECK(fake::locks_held() == 0);
}

TEST_CASE_METHOD(Fresh, "interrupts are restored by both kinds of guards of a lock that readers share")
{
	RwLock<Account> outer(test_class, 1);
	RwLock<Account> inner(test_class, 2);
	{
		const auto first = outer.read_lock_irqsave();
		auto second = inner.write_lock_irqsave();
		second->balance = 3;
		CHECK(first->balance + second->balance == 4);
		CHECK(fake::locks_held() == 2);
	}
	CHECK(fake::locks_held() == 0);
}

TEST_CASE_METHOD(Fresh, "a condition waits with either guard of a semaphore that readers share")
{
	RwSemaphore<Account> lock(test_class, 0);
	CondVar changed(queue_class);
	unsigned int held_asleep = 1;
	fake::on_sleep([&](long timeout) {
		held_asleep = fake::locks_held();
		std::thread([&] { lock.with_write([](Account &account) { ++account.balance; }); }).join();
		return timeout;
	});
	{
		const auto one = [](const Account &account) { return account.balance == 1; };
		auto reading = lock.read_lock();
		CHECK(changed.wait_interruptible(reading, Timeout::never(), one).ok());
		CHECK(held_asleep == 0);
		CHECK(fake::locks_held() == 1);
	}
	auto writing = lock.write_lock();
	const auto two = [](Account &account) { return account.balance == 2; };
	CHECK(changed.wait_interruptible(writing, Timeout::never(), two).ok());
	CHECK(fake::locks_held() == 1);
	CHECK(writing->balance == 2);
}

TEST_CASE_METHOD(Fresh, "locks that readers share are made with the name and the key of their class")
{
	RwSemaphore<Account> semaphore(test_class, 1);
	RwLock<Account> lock(test_class, 1);
	for (const auto *each : {reinterpret_cast<const fake::SharedLock *>(&semaphore),
				 reinterpret_cast<const fake::SharedLock *>(&lock)}) {
		CHECK(each->name == test_class.name());
		CHECK(each->key == test_class.key());
	}
}

TEST_CASE_METHOD(Fresh, "a semaphore gives out as many as it has, and those that were given back")
{
	Semaphore semaphore(2);
	semaphore.down();
	CHECK(semaphore.down_interruptible().ok());
	CHECK_FALSE(semaphore.try_down());
	semaphore.up();
	CHECK(semaphore.try_down());
	CHECK_FALSE(semaphore.try_down());
	int stored = 0;
	std::thread other([&] {
		stored = 1;
		semaphore.up();
	});
	semaphore.down();
	CHECK(stored == 1);
	other.join();
	CHECK_FALSE(semaphore.try_down());
}

TEST_CASE_METHOD(Fresh, "a signal ends the wait for a semaphore, and nothing is taken")
{
	Semaphore semaphore(1);
	fake::interrupt_next_lock(-EINTR);
	CHECK(semaphore.down_interruptible().error() == errors::interrupted);
	CHECK(semaphore.try_down());
}

// The fakes must notice what these tests rely on.
TEST_CASE_METHOD(Fresh, "the fake kernel notices a task that sleeps under an rwlock or with softirqs off")
{
	RwSemaphore<Account> sleeps(test_class, 1);
	Semaphore semaphore(2);
	{
		RwLock<Account> lock(test_class, 1);
		const auto held = lock.read_lock();
		(void)sleeps.read_lock();
		CHECK(fake::take_violations().size() == 1);
	}
	{
		SpinLock<Account> lock(test_class, 1);
		const auto held = lock.lock_bh();
		(void)sleeps.write_lock();
		semaphore.down();
		CHECK(fake::take_violations().size() == 2);
	}
	(void)sleeps.read_lock();
	semaphore.down();
}

TEST_CASE_METHOD(Fresh,
		 "the fake kernel notices a task that unlocks what it has not locked, or softirqs too early")
{
	RwSemaphore<Account> semaphore(test_class, 1);
	auto *raw = reinterpret_cast<rw_semaphore *>(&semaphore);
	shim_up_read(raw);
	shim_up_write(raw);
	shim_downgrade_write(raw);
	CHECK(fake::take_violations().size() == 3);
	SpinLock<Account> outer(test_class, 1);
	SpinLock<Account> inner(test_class, 2);
	const auto held = outer.lock_irqsave();
	{
		const auto bh = inner.lock_bh();
	}
	CHECK(fake::take_violations().size() == 1);
}
