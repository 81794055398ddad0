// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/lock/mutex.hpp"
#include "kernel/lock/rwlock.hpp"
#include "kernel/lock/rwsem.hpp"
#include "kernel/lock/semaphore.hpp"
#include "kernel/lock/spinlock.hpp"
#include "kernel/wait/wait.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

constinit LockClass test_class{"test"};

struct Data {
	int count = 0;
};

[[maybe_unused]] void locks()
{
	Mutex<int> mutex(test_class, 1);
	Mutex<Data> data(test_class);
	SpinLock<int> sleeping(test_class, 1);
	RawSpinLock<int> spin(test_class, 1);
	auto held = mutex.lock();
	*held = 2;
	mutex.lock(); // FAULT: ignoring
	*mutex.lock() = 3; // FAULT: (deleted|is an lvalue)
	data.lock()->count = 3; // FAULT: (deleted|is an lvalue)
	int read = *spin.lock(); // FAULT: (deleted|is an lvalue)
	int irq = *sleeping.lock_irqsave(); // FAULT: (deleted|is an lvalue)
	int tried = *data.try_lock().value(); // FAULT: (deleted|cannot convert|no viable conversion)
	auto second = held; // FAULT: (deleted|implicitly-declared)
	auto other_mutex = mutex; // FAULT: (deleted|ill-formed)
	(void)mutex.lock_interruptible();
	spin.lock_interruptible(); // FAULT: (no member named|.lock_interruptible. is not a member of)
	mutex.lock_irqsave(); // FAULT: (no member named|.lock_irqsave. is not a member of)
	int peeked = mutex.data_; // FAULT: private
	mutex.raw(); // FAULT: private
	mutex.unlock(); // FAULT: no member named .unlock.
}

[[maybe_unused]] void sharing()
{
	RwSemaphore<Data> semaphore(test_class);
	RwLock<Data> lock(test_class);
	RawSpinLock<int> raw(test_class, 1);
	const auto reading = semaphore.read_lock();
	auto writing = lock.write_lock_bh();
	writing->count = reading->count;
	reading->count = 1; // FAULT: read-only|not assignable|cannot assign
	Data &changed = *reading; // FAULT: discards|drops
	semaphore.with_read([](Data &data) { data.count = 1; }); // FAULT: no match|discards|no matching
	semaphore.read_lock(); // FAULT: ignoring
	int read = lock.read_lock()->count; // FAULT: (deleted|is an lvalue)
	lock.write_lock_irqsave()->count = 1; // FAULT: (deleted|is an lvalue)
	semaphore.lock(); // FAULT: no member named .lock.
	semaphore.read_lock_bh(); // FAULT: no member named .lock_bh.|.lock_bh. is not a member
	semaphore.write_lock_irqsave(); // FAULT: (no member named|.lock_irqsave. is not a member of)|.lock_irqsave. is not a member
	raw.lock_bh(); // FAULT: no member named .lock_bh.|.lock_bh. is not a member
	raw.read_lock(); // FAULT: no member named .read_lock.
	auto lowered = kernel::move(writing).downgrade(); // FAULT: no member named .downgrade.|.downgrade. is not a member
	auto twice = semaphore.read_lock().downgrade(); // FAULT: a reader has nothing to be downgraded
	auto other = semaphore; // FAULT: (deleted|ill-formed)
}

[[maybe_unused]] void counting()
{
	Semaphore semaphore(2);
	semaphore.down();
	semaphore.down_interruptible(); // FAULT: an error would be ignored
	semaphore.try_down(); // FAULT: ignoring
	Semaphore copy = semaphore; // FAULT: (deleted|ill-formed|implicitly)
}

[[maybe_unused]] void waiting()
{
	Mutex<int> mutex(test_class, 1);
	SpinLock<int> sleeping(test_class, 1);
	RawSpinLock<int> spin(test_class, 1);
	auto held = mutex.lock();
	auto held_sleeping = sleeping.lock();
	auto spinning = spin.lock();
	(void)spinning;
	CondVar condition(test_class);
	const auto ready = [](int &) { return true; };
	(void)condition.wait_interruptible(held, Timeout::never(), ready);
	(void)condition.wait_interruptible(held_sleeping, Timeout::never(), ready);
	condition.wait_interruptible(held, Timeout::never(), ready); // FAULT: ignoring
	(void)condition.wait_interruptible(spinning, Timeout::never(), ready); // FAULT: a CondVar cannot wait with a RawSpinLock
	(void)condition.wait_interruptible(mutex.lock(), Timeout::never(), ready); // FAULT: no matching|cannot bind
	CondVar copy = condition; // FAULT: (deleted|ill-formed)
	WaitQueue queue(test_class);
	WaitQueue of_it = queue; // FAULT: (deleted|ill-formed)
	queue.removed(); // FAULT: (inaccessible|private)
	Timeout guessed(5); // FAULT: private
}

} // namespace
