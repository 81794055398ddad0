// SPDX-License-Identifier: MIT
// The shims of locks: pthread mutexes that know who holds them and notice what the kernel would not forgive.
#include <cstdlib>
#include <mutex>
#include <new>
#include <utility>

#include "fake.hpp"
#include "fake_tsan.hpp"
#include "kernel/shims.h"

namespace
{

bool locks_are_broken;
int next_interrupted;
std::function<void()> cmpxchg_hook;
std::mutex rules_mutex;
std::vector<std::string> broken_rules;
fake::Lock parameter_lock{PTHREAD_MUTEX_INITIALIZER, "the parameter lock", nullptr, nullptr};

constexpr unsigned long irqs_were_on = 0x200;

// What this thread holds; its address is the thread's name.
thread_local struct Held {
	unsigned int locks;
	unsigned int spinning;
	unsigned int irqs_off;
} held;

void take(fake::Lock &lock)
{
	if (locks_are_broken)
		return;
	if (lock.holder.load(std::memory_order_relaxed) == &held) {
		fake::violated(std::string("deadlock on ") + lock.name);
		std::abort();
	}
	pthread_mutex_lock(&lock.mutex);
	lock.holder.store(&held, std::memory_order_relaxed);
	++held.locks;
}

bool try_take(fake::Lock &lock)
{
	if (lock.holder.load(std::memory_order_relaxed) == &held || pthread_mutex_trylock(&lock.mutex) != 0)
		return false;
	lock.holder.store(&held, std::memory_order_relaxed);
	++held.locks;
	return true;
}

void let_go(fake::Lock &lock)
{
	if (locks_are_broken)
		return;
	if (lock.holder.load(std::memory_order_relaxed) != &held)
		return fake::violated(std::string("unlocked without holding ") + lock.name);
	lock.holder.store(nullptr, std::memory_order_relaxed);
	--held.locks;
	pthread_mutex_unlock(&lock.mutex);
}

} // namespace

namespace fake
{

void violated(const std::string &rule)
{
	const std::lock_guard guard(rules_mutex);
	broken_rules.push_back(rule);
}

std::vector<std::string> violations()
{
	const std::lock_guard guard(rules_mutex);
	return broken_rules;
}

unsigned int locks_held()
{
	return held.locks;
}

void break_locks(bool broken)
{
	locks_are_broken = broken;
}

void might_sleep(const char *what)
{
	if (held.spinning != 0 || held.irqs_off != 0)
		violated(std::string(what) + " under a spinlock");
}

void init_lock(Lock &lock, const char *name, lock_class_key *key)
{
	if (name == nullptr || key == nullptr)
		violated("a lock without a class");
	new (&lock) Lock{PTHREAD_MUTEX_INITIALIZER, name, key, nullptr};
}

void interrupt_next_lock(int returned)
{
	next_interrupted = returned;
}

void before_cmpxchg(std::function<void()> hook)
{
	cmpxchg_hook = std::move(hook);
}

ParameterLock::ParameterLock()
{
	shim_kernel_param_lock();
}

ParameterLock::~ParameterLock()
{
	shim_kernel_param_unlock();
}

bool parameter_lock_held()
{
	return parameter_lock.holder.load(std::memory_order_relaxed) == &held;
}

void reset_locks()
{
	locks_are_broken = false;
	next_interrupted = 0;
	cmpxchg_hook = nullptr;
	const std::lock_guard guard(rules_mutex);
	broken_rules.clear();
}

void reset()
{
	reset_memory();
	reset_locks();
	reset_waiting();
	reset_tasks();
	reset_user();
	reset_log();
	reset_devices();
}

} // namespace fake

void shim_mutex_init(struct mutex *mutex, const char *name, struct lock_class_key *key)
{
	fake::init_lock(mutex->lock, name, key);
}

void shim_mutex_lock(struct mutex *mutex)
{
	fake::might_sleep("mutex_lock");
	take(mutex->lock);
}

int shim_mutex_lock_interruptible(struct mutex *mutex)
{
	fake::might_sleep("mutex_lock_interruptible");
	if (next_interrupted != 0)
		return std::exchange(next_interrupted, 0);
	take(mutex->lock);
	return 0;
}

int shim_mutex_trylock(struct mutex *mutex)
{
	return try_take(mutex->lock) ? 1 : 0;
}

void shim_mutex_unlock(struct mutex *mutex)
{
	let_go(mutex->lock);
}

void shim_spin_lock_init(struct spinlock *lock, const char *name, struct lock_class_key *key)
{
	fake::init_lock(lock->lock, name, key);
}

void shim_spin_lock(struct spinlock *lock)
{
	take(lock->lock);
	++held.spinning;
}

void shim_spin_unlock(struct spinlock *lock)
{
	--held.spinning;
	let_go(lock->lock);
}

unsigned long shim_spin_lock_irqsave(struct spinlock *lock)
{
	shim_spin_lock(lock);
	return irqs_were_on + held.irqs_off++;
}

void shim_spin_unlock_irqrestore(struct spinlock *lock, unsigned long flags)
{
	if (flags != irqs_were_on + --held.irqs_off)
		fake::violated("restored flags that are not those saved");
	shim_spin_unlock(lock);
}

void shim_raw_spin_lock_init(struct raw_spinlock *lock, const char *name, struct lock_class_key *key)
{
	fake::init_lock(lock->lock, name, key);
}

void shim_raw_spin_lock(struct raw_spinlock *lock)
{
	take(lock->lock);
	++held.spinning;
}

void shim_raw_spin_unlock(struct raw_spinlock *lock)
{
	--held.spinning;
	let_go(lock->lock);
}

void shim_kernel_param_lock(void)
{
	fake::might_sleep("kernel_param_lock");
	take(parameter_lock);
}

void shim_kernel_param_unlock(void)
{
	let_go(parameter_lock);
}

void *shim_cmpxchg_pointer(void **word, void *expected, void *desired)
{
	if (const auto hook = std::exchange(cmpxchg_hook, nullptr))
		hook();
	__atomic_compare_exchange_n(word, &expected, desired, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	fake::unpublished_end();
	return expected;
}
