// SPDX-License-Identifier: GPL-2.0-only
// Works in the kernel: that they run, and that nothing runs after the end.
#pragma once

#include "kernel/memory/box.hpp"
#include "kernel/work/delayed_work.hpp"
#include "tests/kit/selftest/elsewhere.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

inline void pause(unsigned int milliseconds)
{
	shim_schedule_timeout_interruptible(Timeout::milliseconds(milliseconds).jiffies());
}

// Counts the runs of its work, outside of it, and queues it again until there were so many. (Works do not lie on a stack.)
class Worker : Pinned
{
	void run()
	{
		const s64 now = runs_.load() + 1;
		if (now < wanted_)
			work_.queue();
		pause(busy_);
		runs_.store(now);
	}

public:
	Worker(Atomic64 &runs, s64 wanted, QueueOfWork queue = SystemQueue::percpu, unsigned int busy = 0)
		: runs_(runs), wanted_(wanted), busy_(busy), work_(*this, queue)
	{
	}
	auto &work() { return work_; }

private:
	Atomic64 &runs_;
	const s64 wanted_;
	const unsigned int busy_;
	Work<&Worker::run> work_;
};

class Poller : Pinned
{
	void run()
	{
		const s64 now = runs_.load() + 1;
		if (now < wanted_)
			work_.queue_after(Timeout::milliseconds(4));
		runs_.store(now);
	}

public:
	Poller(Atomic64 &runs, s64 wanted) : runs_(runs), wanted_(wanted) {}
	auto &work() { return work_; }

private:
	Atomic64 &runs_;
	const s64 wanted_;
	DelayedWork<&Poller::run> work_{*this, SystemQueue::unbound};
};

Outcome work_runs_on(QueueOfWork queue)
{
	Atomic64 runs{0};
	auto worker = TRY(Box<Worker>::make(Gfp::kernel, runs, s64{1}, queue));
	EXPECT(!worker->work().pending());
	EXPECT(!worker->work().flush() && !worker->work().cancel());
	EXPECT(worker->work().queue());
	worker->work().flush();
	EXPECT(runs.load() == 1 && !worker->work().pending());
	EXPECT(worker->work().queue());
	EXPECT(eventually([&] { return runs.load() == 2; }));
	return {};
}

Outcome work_runs_on_the_system_queues()
{
	const Outcome percpu = work_runs_on(SystemQueue::percpu);
	return percpu.is_failed() ? percpu : work_runs_on(SystemQueue::unbound);
}

Outcome work_runs_on_own_queues()
{
	constexpr WorkqueueOptions kinds[] = {WorkqueueOptions::ordered().mem_reclaim(),
					      WorkqueueOptions::unbound(4).freezable(),
					      WorkqueueOptions::percpu().high_priority()};
	for (const WorkqueueOptions &kind : kinds) {
		auto queue = TRY(Workqueue::make("selftest_queue", kind));
		const Outcome outcome = work_runs_on(queue);
		if (outcome.is_failed())
			return outcome;
		queue.flush();
	}
	return {};
}

Outcome work_queues_itself()
{
	Atomic64 runs{0};
	auto worker = TRY(Box<Worker>::make(Gfp::kernel, runs, s64{100}));
	worker->work().queue();
	EXPECT(eventually([&] { return runs.load() == 100; }));
	pause(20);
	EXPECT(runs.load() == 100);
	return {};
}

Outcome work_ends_with_its_owner()
{
	Atomic64 runs{0};
	{
		auto worker = TRY(Box<Worker>::make(Gfp::kernel, runs, NumericLimits<s64>::max(),
						    SystemQueue::unbound, 8));
		worker->work().queue();
		EXPECT(eventually([&] { return runs.load() > 2; }));
	}
	const s64 after = runs.load();
	pause(60);
	EXPECT(runs.load() == after);
	return {};
}

// What was queued when the queue ends has run, and what that queued.
Outcome workqueue_drains()
{
	Atomic64 runs{0};
	auto queue = TRY(Workqueue::make("selftest_queue", WorkqueueOptions::ordered()));
	auto worker = TRY(Box<Worker>::make(Gfp::kernel, runs, s64{3}, QueueOfWork(queue), 100u));
	worker->work().queue();
	{
		const auto moved = kernel::move(queue);
		EXPECT(runs.load() < 3);
	}
	EXPECT(runs.load() == 3);
	return {};
}

Outcome delayed_work_waits()
{
	Atomic64 runs{0};
	auto poller = TRY(Box<Poller>::make(Gfp::kernel, runs, s64{1}));
	EXPECT(poller->work().queue_after(Timeout::milliseconds(30'000)));
	EXPECT(!poller->work().queue_after(Timeout::milliseconds(0)));
	pause(40);
	EXPECT(runs.load() == 0 && poller->work().pending());
	EXPECT(poller->work().mod(Timeout::milliseconds(4)));
	EXPECT(eventually([&] { return runs.load() == 1; }));
	EXPECT(!poller->work().mod(Timeout::milliseconds(30'000)));
	// (It need not have waited: another CPU may have been faster.)
	poller->work().flush();
	EXPECT(runs.load() == 2);
	EXPECT(poller->work().queue_after(Timeout::milliseconds(30'000)));
	EXPECT(poller->work().cancel() && !poller->work().pending());
	pause(40);
	EXPECT(runs.load() == 2);
	return {};
}

Outcome delayed_work_ends_with_its_owner()
{
	Atomic64 runs{0};
	{
		auto poller = TRY(Box<Poller>::make(Gfp::kernel, runs, NumericLimits<s64>::max()));
		poller->work().queue();
		EXPECT(eventually([&] { return runs.load() > 2; }));
	}
	const s64 after = runs.load();
	pause(60);
	EXPECT(runs.load() == after);
	return {};
}

// Works that a member which is destroyed later still queues: a thread, as a timer might.
class LateQueuer : Pinned
{
	void run() { runs_.store(runs_.load() + 1); }
	static void go_on(LateQueuer &self)
	{
		while (!Thread<LateQueuer>::should_stop()) {
			for (int round = 0; round < 1000; ++round) {
				self.work_.queue();
				self.delayed_.mod(Timeout::milliseconds(0));
			}
			shim_schedule_timeout_interruptible(1);
		}
	}
	// Destroyed when the works are, and before the thread is.
	struct Between : Pinned {
		explicit Between(LateQueuer &owner) : owner(owner) {}
		~Between()
		{
			const s64 before = owner.runs_.load();
			pause(40);
			owner.late_runs_.store(owner.runs_.load() - before);
		}
		LateQueuer &owner;
	};

public:
	LateQueuer(Atomic64 &runs, Atomic64 &late_runs) : runs_(runs), late_runs_(late_runs) {}
	Result<void> start() { return thread_.start("selftest_starter"); }

private:
	Atomic64 &runs_;
	Atomic64 &late_runs_;
	Thread<LateQueuer> thread_{go_on, *this};
	Between between_{*this};
	Work<&LateQueuer::run> work_{*this};
	DelayedWork<&LateQueuer::run> delayed_{*this};
};

Outcome work_is_not_queued_after_its_end()
{
	for (int round = 0; round < 10; ++round) {
		Atomic64 runs{0};
		Atomic64 late_runs{-1};
		{
			auto starter = TRY(Box<LateQueuer>::make(Gfp::kernel, runs, late_runs));
			TRY(starter->start());
			EXPECT(eventually([&] { return runs.load() > 2; }));
		}
		EXPECT(late_runs.load() == 0);
	}
	return {};
}

constexpr Test work_tests[] = {
	{"work: runs on the system's queues", work_runs_on_the_system_queues},
	{"work: runs on queues of its own, of each kind", work_runs_on_own_queues},
	{"work: may queue itself", work_queues_itself},
	{"work: nothing runs after its owner has gone", work_ends_with_its_owner},
	{"work: queueing it after its end does nothing", work_is_not_queued_after_its_end},
	{"workqueue: what was queued has run when it is destroyed", workqueue_drains},
	{"delayed work: runs when it is due, moved or flushed, and not when cancelled", delayed_work_waits},
	{"delayed work: nothing runs after its owner has gone", delayed_work_ends_with_its_owner},
};

} // namespace
} // namespace selftest
