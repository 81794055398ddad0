// SPDX-License-Identifier: GPL-2.0-only
// The shims of locks that readers share, and of semaphores.
#include "kernel/lock/shim.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "tests/kit/host/fake.hpp"

using fake::SharedLock;

namespace
{

// Those that this thread reads under.
thread_local std::vector<const SharedLock *> reading;

class Locked
{
public:
	explicit Locked(pthread_mutex_t &mutex) : mutex_(mutex) { pthread_mutex_lock(&mutex_); }
	~Locked() { pthread_mutex_unlock(&mutex_); }
	Locked(const Locked &) = delete;
	Locked &operator=(const Locked &) = delete;

private:
	pthread_mutex_t &mutex_;
};

void init(SharedLock &lock, const char *name, lock_class_key *key)
{
	if (name == nullptr || key == nullptr)
		fake::violated("a lock without a class");
	new (&lock) SharedLock{PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, name, key, 0, nullptr};
}

bool reads(const SharedLock &lock)
{
	return std::find(reading.begin(), reading.end(), &lock) != reading.end();
}

// Who waits for a lock that it has waits without end; a reader does, if a writer waits in between.
void check_deadlock(const SharedLock &lock)
{
	if (!reads(lock) && lock.writer != &fake::this_thread())
		return;
	fake::violated(std::string("deadlock on ") + lock.name);
	std::abort();
}

// The lock's mutex is held.
void begin_reading(SharedLock &lock)
{
	++lock.readers;
	reading.push_back(&lock);
	++fake::this_thread().locks;
}

void begin_writing(SharedLock &lock)
{
	lock.writer = &fake::this_thread();
	++fake::this_thread().locks;
}

void read_lock(SharedLock &lock)
{
	if (fake::locks_are_broken())
		return;
	const Locked locked(lock.mutex);
	check_deadlock(lock);
	while (lock.writer != nullptr)
		pthread_cond_wait(&lock.changed, &lock.mutex);
	begin_reading(lock);
}

int read_trylock(SharedLock &lock)
{
	const Locked locked(lock.mutex);
	if (lock.writer != nullptr)
		return 0;
	begin_reading(lock);
	return 1;
}

void read_unlock(SharedLock &lock)
{
	if (fake::locks_are_broken())
		return;
	const auto mine = std::find(reading.begin(), reading.end(), &lock);
	if (mine == reading.end())
		return fake::violated(std::string("unlocked without reading under ") + lock.name);
	const Locked locked(lock.mutex);
	reading.erase(mine);
	--lock.readers;
	--fake::this_thread().locks;
	pthread_cond_broadcast(&lock.changed);
}

void write_lock(SharedLock &lock)
{
	if (fake::locks_are_broken())
		return;
	const Locked locked(lock.mutex);
	check_deadlock(lock);
	while (lock.writer != nullptr || lock.readers != 0)
		pthread_cond_wait(&lock.changed, &lock.mutex);
	begin_writing(lock);
}

int write_trylock(SharedLock &lock)
{
	const Locked locked(lock.mutex);
	if (lock.writer != nullptr || lock.readers != 0)
		return 0;
	begin_writing(lock);
	return 1;
}

void write_unlock(SharedLock &lock)
{
	if (fake::locks_are_broken())
		return;
	const Locked locked(lock.mutex);
	if (lock.writer != &fake::this_thread())
		return fake::violated(std::string("unlocked without writing under ") + lock.name);
	lock.writer = nullptr;
	--fake::this_thread().locks;
	pthread_cond_broadcast(&lock.changed);
}

} // namespace

void shim_init_rwsem(struct rw_semaphore *semaphore, const char *name, struct lock_class_key *key)
{
	init(semaphore->lock, name, key);
}

void shim_down_read(struct rw_semaphore *semaphore)
{
	fake::might_sleep("down_read");
	read_lock(semaphore->lock);
}

int shim_down_read_trylock(struct rw_semaphore *semaphore)
{
	return read_trylock(semaphore->lock);
}

void shim_up_read(struct rw_semaphore *semaphore)
{
	read_unlock(semaphore->lock);
}

void shim_down_write(struct rw_semaphore *semaphore)
{
	fake::might_sleep("down_write");
	write_lock(semaphore->lock);
}

int shim_down_write_trylock(struct rw_semaphore *semaphore)
{
	return write_trylock(semaphore->lock);
}

void shim_up_write(struct rw_semaphore *semaphore)
{
	write_unlock(semaphore->lock);
}

void shim_downgrade_write(struct rw_semaphore *semaphore)
{
	SharedLock &lock = semaphore->lock;
	const Locked locked(lock.mutex);
	if (lock.writer != &fake::this_thread())
		return fake::violated(std::string("downgraded without writing under ") + lock.name);
	lock.writer = nullptr;
	--fake::this_thread().locks;
	begin_reading(lock);
	pthread_cond_broadcast(&lock.changed);
}

void shim_rwlock_init(struct rwlock *lock, const char *name, struct lock_class_key *key)
{
	init(lock->lock, name, key);
}

#define RWLOCK_SHIMS(side)                                                                                   \
	void shim_##side##_lock(struct rwlock *lock)                                                         \
	{                                                                                                    \
		side##_lock(lock->lock);                                                                     \
		++fake::this_thread().spinning;                                                              \
	}                                                                                                    \
	int shim_##side##_trylock(struct rwlock *lock)                                                       \
	{                                                                                                    \
		const int taken = side##_trylock(lock->lock);                                                \
		fake::this_thread().spinning += taken != 0 ? 1 : 0;                                          \
		return taken;                                                                                \
	}                                                                                                    \
	void shim_##side##_unlock(struct rwlock *lock)                                                       \
	{                                                                                                    \
		--fake::this_thread().spinning;                                                              \
		side##_unlock(lock->lock);                                                                   \
	}                                                                                                    \
	void shim_##side##_lock_bh(struct rwlock *lock)                                                      \
	{                                                                                                    \
		fake::softirqs_off();                                                                        \
		shim_##side##_lock(lock);                                                                    \
	}                                                                                                    \
	void shim_##side##_unlock_bh(struct rwlock *lock)                                                    \
	{                                                                                                    \
		shim_##side##_unlock(lock);                                                                  \
		fake::softirqs_on();                                                                         \
	}                                                                                                    \
	unsigned long shim_##side##_lock_irqsave(struct rwlock *lock)                                        \
	{                                                                                                    \
		shim_##side##_lock(lock);                                                                    \
		return fake::irq_save();                                                                     \
	}                                                                                                    \
	void shim_##side##_unlock_irqrestore(struct rwlock *lock, unsigned long flags)                       \
	{                                                                                                    \
		fake::irq_restore(flags);                                                                    \
		shim_##side##_unlock(lock);                                                                  \
	}
RWLOCK_SHIMS(read)
RWLOCK_SHIMS(write)

void shim_sema_init(struct semaphore *semaphore, int count)
{
	new (semaphore)::semaphore{PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, count};
}

void shim_down(struct semaphore *semaphore)
{
	fake::might_sleep("down");
	const Locked locked(semaphore->mutex);
	while (semaphore->count == 0)
		pthread_cond_wait(&semaphore->raised, &semaphore->mutex);
	--semaphore->count;
}

int shim_down_interruptible(struct semaphore *semaphore)
{
	const int interrupted = fake::take_interruption();
	if (interrupted == 0)
		shim_down(semaphore);
	return interrupted;
}

int shim_down_trylock(struct semaphore *semaphore)
{
	const Locked locked(semaphore->mutex);
	if (semaphore->count == 0)
		return 1;
	--semaphore->count;
	return 0;
}

void shim_up(struct semaphore *semaphore)
{
	const Locked locked(semaphore->mutex);
	++semaphore->count;
	pthread_cond_signal(&semaphore->raised);
}
