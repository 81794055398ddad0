// SPDX-License-Identifier: GPL-2.0-only
// Works call their owner when they are due, and not after their end, however kernels end them.
#include "kernel/work/delayed_work.hpp"

#include <optional>

#include "kernel/lock/spinlock.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::DelayedWork;
using kernel::QueueOfWork;
using kernel::SystemQueue;
using kernel::Timeout;
using kernel::Work;
using kernel::WorkEnd;
using kernel::Workqueue;
using kernel::WorkqueueOptions;

namespace
{

template <typename End>
struct Owner {
	void run()
	{
		++runs;
		if (again-- > 0)
			work->queue();
	}
	void run_later()
	{
		++later_runs;
		if (again-- > 0)
			later->queue_after(Timeout::milliseconds(8));
	}
	int runs = 0;
	int later_runs = 0;
	int again = 0;
	std::optional<Work<&Owner::run, End>> work;
	std::optional<DelayedWork<&Owner::run_later, End>> later;

	explicit Owner(QueueOfWork queue = SystemQueue::percpu)
	{
		work.emplace(*this, queue);
		later.emplace(*this, queue);
	}
};
using Disabled = WorkEnd<true>;
using Gone = WorkEnd<false>;

template <typename End>
void check_runs()
{
	Owner<End> owner;
	CHECK(!owner.work->pending());
	CHECK(owner.work->queue());
	CHECK(!owner.work->queue());
	CHECK(owner.work->pending());
	fake::run_works();
	CHECK(owner.runs == 1);
	CHECK(!owner.work->pending());
	owner.again = 3;
	owner.work->queue();
	fake::run_works();
	CHECK(owner.runs == 5);
	owner.work->queue();
	CHECK(owner.work->cancel());
	CHECK(!owner.work->cancel());
	owner.work->queue();
	CHECK(owner.work->flush());
	CHECK(!owner.work->flush());
	CHECK(owner.runs == 6);
}

template <typename End>
void check_delays()
{
	Owner<End> owner;
	CHECK(owner.later->queue_after(Timeout::milliseconds(40)));
	CHECK(!owner.later->queue_after(Timeout::milliseconds(4)));
	fake::run_works(9);
	CHECK(owner.later_runs == 0);
	CHECK(owner.later->pending());
	fake::run_works(1);
	CHECK(owner.later_runs == 1);
	CHECK(!owner.later->mod(Timeout::milliseconds(40)));
	CHECK(owner.later->mod(Timeout::milliseconds(4)));
	owner.again = 1;
	fake::run_works(1);
	CHECK(owner.later_runs == 2);
	CHECK(owner.later->pending());
	CHECK(owner.later->flush());
	CHECK(owner.later->queue());
	CHECK(owner.later->cancel());
	fake::run_works(100);
	CHECK(owner.later_runs == 3);
}

// Who queues them after their end, or meanwhile, queues nothing.
template <typename End>
void check_end()
{
	Owner<End> owner;
	auto &work = *owner.work;
	auto &later = *owner.later;
	work.queue();
	fake::on_synchronize_rcu([&] { CHECK(!work.queue()); });
	owner.work.reset();
	CHECK(!work.queue());
	later.queue_after(Timeout::milliseconds(40));
	fake::on_synchronize_rcu([&] { CHECK(!later.mod(Timeout::milliseconds(4))); });
	owner.later.reset();
	CHECK(!later.queue());
	CHECK(!later.queue_after(Timeout::milliseconds(4)));
	CHECK(!later.mod(Timeout::milliseconds(4)));
	fake::run_works(100);
	CHECK(owner.runs + owner.later_runs == 0);
}

} // namespace

TEST_CASE_METHOD(Fresh, "a work runs when it was queued, and may queue itself; cancelled it does not run")
{
	check_runs<Disabled>();
	check_runs<Gone>();
}

TEST_CASE_METHOD(Fresh, "a delayed work runs when its time has come, or when it is flushed")
{
	check_delays<Disabled>();
	check_delays<Gone>();
}

TEST_CASE_METHOD(Fresh, "after its end a work does not run, and cannot be queued")
{
	check_end<Disabled>();
	check_end<Gone>();
}

TEST_CASE_METHOD(Fresh, "a work runs on the queue that it was made with")
{
	const auto queue_of = [](QueueOfWork queue) {
		Owner<Disabled> owner(queue);
		owner.work->queue();
		fake::run_works();
		return fake::last_workqueue();
	};
	CHECK(queue_of(SystemQueue::percpu) == "system_percpu");
	CHECK(queue_of(SystemQueue::unbound) == "system_unbound");
	const auto queue_like = [&](WorkqueueOptions options) {
		auto queue = Workqueue::make("test", options);
		return queue_of(queue.value());
	};
	CHECK(queue_like(WorkqueueOptions::ordered().mem_reclaim()) == "ordered 16 1");
	CHECK(queue_like(WorkqueueOptions::unbound(7).freezable().high_priority()) == "unbound 96 7");
	CHECK(queue_like(WorkqueueOptions::percpu()) == "percpu 0 0");
	CHECK(fake::live_allocations() == 0);
}

TEST_CASE_METHOD(Fresh,
		 "a queue that ends, moved or not, has run what was queued; without memory it is ENOMEM")
{
	auto made = Workqueue::make("test", WorkqueueOptions::ordered());
	Owner<Gone> owner(made.value());
	owner.again = 2;
	owner.work->queue();
	made.value().flush();
	CHECK(owner.runs == 1);
	{
		const Workqueue moved = std::move(made).value();
		CHECK(owner.runs == 1);
	}
	CHECK(owner.runs == 3);
	fake::fail_allocation(1);
	CHECK(Workqueue::make("test", WorkqueueOptions::percpu()).error() == kernel::errors::no_memory);
}

TEST_CASE_METHOD(Fresh, "the fake kernel notices a task that waits for a work under a spinlock")
{
	static constinit kernel::LockClass spin_class{"spin"};
	kernel::SpinLock<int> lock(spin_class, 1);
	Owner<Disabled> owner;
	{
		const auto held = lock.lock();
		owner.work->queue();
		CHECK(fake::violations().empty());
		owner.work->cancel();
	}
	CHECK(fake::take_violations().size() == 1);
}
