// SPDX-License-Identifier: MIT
// What clang's thread safety analysis must find: one fault a line that ends with `FAULT: words`, for compile_fail.sh.
#include "kernel/lock/mutex.hpp"
#include "kernel/lock/rwlock.hpp"
#include "kernel/lock/rwsem.hpp"
#include "kernel/lock/spinlock.hpp"
#include "kernel/param/parameter.hpp"

namespace
{

using namespace kernel;

struct Data {
	int count = 0;
};

int mutex_twice(Mutex<Data> &mutex)
{
	auto held = mutex.lock();
	auto again = mutex.lock(); // FAULT: 'mutex' that is already held
	return held->count;
}

int with_while_held(Mutex<Data> &mutex)
{
	const auto count = [](const Data &data) { return data.count; };
	auto held = mutex.lock();
	int sum = held->count;
	sum += mutex.with(count); // FAULT: while lock 'mutex' is held
	return sum;
}

int spinlock_twice(SpinLock<Data> &lock)
{
	auto held = lock.lock_irqsave();
	auto again = lock.lock(); // FAULT: 'lock' that is already held
	return held->count;
}

int raw_spinlock_of_who_moved(RawSpinLock<Data> &lock)
{
	auto held = lock.lock();
	auto moved = kernel::move(held);
	auto again = lock.lock(); // FAULT: 'lock' that is already held
	return moved->count;
}

int spinlock_of_softirqs_twice(SpinLock<Data> &lock)
{
	auto held = lock.lock_bh();
	auto again = lock.lock_bh(); // FAULT: 'lock' that is already held
	return held->count;
}

int reader_twice(RwSemaphore<Data> &semaphore)
{
	const auto held = semaphore.read_lock();
	const auto again = semaphore.read_lock(); // FAULT: 'semaphore' that is already held
	return held->count;
}

int writer_while_reading(RwLock<Data> &lock)
{
	const auto held = lock.read_lock_bh();
	const auto again = lock.write_lock_irqsave();	      // FAULT: 'lock' that is already held
	lock.with_write([](Data &data) { data.count += 1; }); // FAULT: while lock 'lock' is held
	return held->count;
}

int reader_after_a_writer(RwSemaphore<Data> &semaphore)
{
	{
		auto held = semaphore.write_lock();
		held->count += 1;
	}
	const auto held = semaphore.read_lock();
	return held->count;
}

int parameter_under_its_lock(Parameter<int> &parameter)
{
	ParameterLock lock;
	parameter.value(); // FAULT: while parameter lock 'parameter_lock' is held
	return parameter.value(lock);
}

int one_after_the_other(Mutex<Data> &mutex)
{
	{
		auto held = mutex.lock();
		held->count += 1;
	}
	mutex.with([](Data &data) { data.count += 1; });
	return mutex.with([](const Data &data) { return data.count; });
}

[[maybe_unused]] constexpr auto all = [] {
	(void)&mutex_twice, (void)&with_while_held, (void)&spinlock_twice, (void)&raw_spinlock_of_who_moved;
	(void)&parameter_under_its_lock, (void)&one_after_the_other, (void)&spinlock_of_softirqs_twice;
	(void)&reader_twice, (void)&writer_while_reading, (void)&reader_after_a_writer;
};

} // namespace
