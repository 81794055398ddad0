// SPDX-License-Identifier: GPL-2.0-only
// A thread that waits in a queue, for the tests of queues.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/thread/thread.hpp"
#include "kernel/wait/wait.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constinit LockClass queue_class{"selftest_queue"};

struct Room : Pinned {
	WaitQueue queue{queue_class};
	Flag open;
};

// A thread that waits until the room is open.
class Waiter : Pinned
{
public:
	explicit Waiter(Room &room, unsigned int milliseconds = 600'000, bool interruptible = true)
		: room_(room), milliseconds_(milliseconds), interruptible_(interruptible)
	{
	}

	Result<void> start() { return thread_.start("selftest_waiter"); }
	// How often it has looked whether the room is open.
	s64 looks() const { return looks_.load(); }
	bool is_back() const { return back_.is_set(); }
	// Once it is back: how its wait ended.
	Errno error() const { return Errno::from_kernel(static_cast<int>(returned_.load())); }

private:
	static void run(Waiter &self)
	{
		const auto timeout = Timeout::milliseconds(self.milliseconds_);
		const auto ready = [&] {
			self.looks_.store(self.looks_.load() + 1);
			return self.room_.open.is_set() || Thread<Waiter>::should_stop();
		};
		WaitQueue &queue = self.room_.queue;
		const auto waited = self.interruptible_ ? queue.wait_interruptible(timeout, ready)
							: queue.wait(timeout, ready);
		self.returned_.store(waited.error().to_kernel());
		self.back_.set();
	}

	Room &room_;
	const unsigned int milliseconds_;
	const bool interruptible_;
	Atomic64 looks_{0};
	Atomic64 returned_{1};
	Flag back_;
	Thread<Waiter> thread_{run, *this};
};

} // namespace
} // namespace selftest
