// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/lock/mutex.hpp"
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
	spin.lock_interruptible(); // FAULT: no member named .lock_interruptible.
	mutex.lock_irqsave(); // FAULT: no member named .lock_irqsave.
	int peeked = mutex.data_; // FAULT: private
	mutex.raw(); // FAULT: private
	mutex.unlock(); // FAULT: no member named .unlock.
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
