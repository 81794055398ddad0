// SPDX-License-Identifier: GPL-2.0-only
// Objects that are published: their readers see them whole while they are replaced.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/lock/spinlock.hpp"
#include "kernel/rcu/pointer.hpp"
#include "kernel/thread/thread.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

struct Published {
	Published(int number, int &alive) : first(number), second(-number), counted(alive) {}
	~Published()
	{
		*const_cast<volatile int *>(&first) = 1;
		*const_cast<volatile int *>(&second) = 1;
	}
	int first;
	int second;
	Counted counted;
};

// A thread that reads again and again, and stays with what it found for a while.
class PublishedReader : Pinned
{
public:
	explicit PublishedReader(const Rcu<Published> &published) : published_(published) {}
	Result<void> start() { return thread_.start("selftest_rcu"); }
	bool saw_broken() const { return saw_broken_.is_set(); }
	// Until it begins to read once more. (On one CPU without preemption it does not; then it is over anyhow.)
	void await_reading() const
	{
		const s64 before = begun_.load();
		for (int spins = 0; spins < 500'000 && begun_.load() == before; ++spins)
			cpu_relax();
	}

private:
	static void run(PublishedReader &self)
	{
		while (!Thread<PublishedReader>::should_stop()) {
			{
				const auto now = self.published_.read();
				self.begun_.store(self.begun_.load() + 1);
				for (int moment = 0; moment < 20'000; ++moment) {
					const volatile Published &seen = *now;
					if (seen.first + seen.second != 0)
						self.saw_broken_.set();
					cpu_relax();
				}
			}
			sleep(1_ms);
		}
	}

	const Rcu<Published> &published_;
	Atomic64 begun_{0};
	Flag saw_broken_;
	Thread<PublishedReader> thread_{run, *this};
};

Outcome readers_go_on_while_it_is_replaced()
{
	int alive = 0;
	{
		Rcu<Published> published(TRY(Box<Published>::make(Gfp::kernel, 1, alive)));
		PublishedReader first(published), second(published);
		TRY(first.start());
		TRY(second.start());
		for (int round = 2; round < 22; ++round) {
			auto next = TRY(Box<Published>::make(Gfp::kernel, round, alive));
			(round % 2 == 0 ? first : second).await_reading();
			published.replace(kernel::move(next));
			EXPECT(alive == 1);
			// (Before its memory is the next one's.)
			sleep(2_ms);
		}
		EXPECT(!first.saw_broken() && !second.saw_broken());
		EXPECT(published.with([](const Published *now) { return now->first; }) == 21);
	}
	EXPECT(alive == 0);
	return {};
}

struct Retired : RcuHead {
	Retired(int number, Atomic64 &alive) : number(number), alive(alive) { alive.inc(); }
	~Retired()
	{
		*const_cast<volatile int *>(&number) = -1;
		alive.dec();
	}
	// (Not where the head is.)
	int number;
	Atomic64 &alive;
};
constinit LockClass retired_class{"selftest_retired"};

Outcome it_is_replaced_without_waiting()
{
	Atomic64 alive{0};
	{
		Rcu<Retired> published(TRY(Box<Retired>::make(Gfp::kernel, 0, alive)));
		SpinLock<int> last(retired_class, 0);
		for (int round = 1; round <= 1000; ++round) {
			auto next = TRY(Box<Retired>::make(Gfp::kernel, round, alive));
			const auto now = published.read();
			auto held = last.lock();
			published.replace_later(kernel::move(next));
			EXPECT(now->number == round - 1);
			*held = round;
		}
		EXPECT(alive.load() >= 1);
		EXPECT(eventually([&] { return alive.load() == 1; }));
		published.replace_later(Box<Retired>::take(nullptr));
	}
	// (At once: before the module could go.)
	EXPECT(alive.load() == 0);
	return {};
}

Outcome nothing_may_be_published()
{
	int alive = 0;
	Rcu<Published> published;
	EXPECT(!published.read());
	auto next = TRY(Box<Published>::make(Gfp::kernel, 1, alive));
	published.replace(kernel::move(next));
	EXPECT(published.with([](const Published *now) { return now != nullptr && now->first == 1; }));
	const auto last = published.replace(Box<Published>::take(nullptr));
	EXPECT(!published.read() && last->second == -1 && alive == 1);
	return {};
}

} // namespace
} // namespace selftest
