// SPDX-License-Identifier: GPL-2.0-only
// Completions: each complete() lets one pass, complete_all() everybody.
#include "kernel/completion/completion.hpp"

#include <thread>

#include "kernel/lock/spinlock.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::Completion;
using kernel::Timeout;
namespace errors = kernel::errors;

TEST_CASE_METHOD(Fresh, "each complete() lets one wait pass, whether it comes before or after")
{
	Completion completion;
	CHECK(!completion.done());
	CHECK(!completion.try_wait());
	completion.complete();
	completion.complete();
	CHECK(completion.done());
	completion.wait();
	CHECK(completion.try_wait());
	CHECK(!completion.try_wait());
	int stored = 0;
	std::thread other([&] {
		stored = 1;
		completion.complete();
	});
	completion.wait();
	CHECK(stored == 1);
	other.join();
	CHECK(!completion.done());
}

TEST_CASE_METHOD(Fresh, "complete_all() lets all pass until reinit()")
{
	Completion completion;
	completion.complete_all();
	completion.wait();
	CHECK(completion.wait(Timeout::milliseconds(0)).ok());
	CHECK(completion.wait_interruptible(Timeout::never()).ok());
	completion.reinit();
	CHECK(!completion.done());
	CHECK(completion.wait(Timeout::milliseconds(4)).error() == errors::timed_out);
}

TEST_CASE_METHOD(Fresh, "a wait ends with ETIMEDOUT when its time is over, and takes nothing")
{
	Completion completion;
	long slept = 0;
	fake::on_sleep([&](long timeout) {
		slept += timeout;
		return 0;
	});
	CHECK(completion.wait(Timeout::milliseconds(40)).error() == errors::timed_out);
	CHECK(completion.wait_interruptible(Timeout::milliseconds(40)).error() == errors::timed_out);
	CHECK(slept == 20);
	completion.complete();
	CHECK(completion.try_wait());
}

TEST_CASE_METHOD(Fresh, "a signal ends wait_interruptible() alone")
{
	Completion completion;
	fake::send_signal(fake::current_task());
	CHECK(completion.wait_interruptible(Timeout::never()).error() == errors::interrupted);
	fake::on_sleep([](long) { return 0; });
	CHECK(completion.wait(Timeout::milliseconds(40)).error() == errors::timed_out);
}

TEST_CASE_METHOD(Fresh, "the fake kernel notices a task that waits under a spinlock")
{
	static constinit kernel::LockClass spin_class{"spin"};
	kernel::SpinLock<int> lock(spin_class, 1);
	Completion completion;
	completion.complete();
	{
		const auto held = lock.lock();
		completion.wait();
	}
	CHECK(fake::take_violations().size() == 1);
}
