// SPDX-License-Identifier: GPL-2.0-only
// SeqLocks in the kernel: readers in threads and in interrupts see whole values, writers lose none.
#pragma once

#include "kernel/hrtimer/hrtimer.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/seqlock/seqlock.hpp"
#include "tests/kit/selftest/elsewhere.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constinit LockClass seqlock_class{"selftest_seqlock"};

// A number written in three ways.
struct Thrice {
	u64 number = 0;
	u64 opposite = ~u64{0};
	u32 low = 0;
	bool whole() const { return opposite == ~number && low == static_cast<u32>(number); }
	void add_one()
	{
		++number;
		opposite = ~number;
		low = static_cast<u32>(number);
	}
};

// Two threads that write, and one that reads, which the test does, too, until it has met so many changes.
class SeqLockContest : Pinned
{
public:
	Outcome run()
	{
		TRY(first_.thread.start("selftest_writer1"));
		TRY(second_.thread.start("selftest_writer2"));
		const u64 changes = read(20000);
		first_.thread.stop();
		second_.thread.stop();
		EXPECT(changes != 0);
		EXPECT(lock_.read().whole() && lock_.read().number == first_.rounds + second_.rounds);
		return {};
	}

private:
	struct Writer : Pinned {
		explicit Writer(SeqLock<Thrice> &lock) : lock(lock) {}
		SeqLock<Thrice> &lock;
		u64 rounds = 0;
		Thread<Writer> thread{write, *this};

		static void write(Writer &self)
		{
			while (!Thread<Writer>::should_stop()) {
				for (int times = 0; times < 100; ++times, ++self.rounds)
					self.lock.update([](Thrice &value) { value.add_one(); });
				sleep(100_us);
			}
		}
	};
	// How often it saw another value than before; 0: a value was not whole, or older than one before it.
	u64 read(u64 enough)
	{
		u64 last = 0, changes = 0;
		for (u64 reads = 0; reads < 3000000 && changes < enough; ++reads) {
			const Thrice now = lock_.read();
			if (!now.whole() || now.number < last)
				return 0;
			changes += now.number != last;
			last = now.number;
			if (reads % 1024 == 0)
				sleep(1_ms);
		}
		return changes;
	}

	SeqLock<Thrice> lock_{seqlock_class};
	Writer first_{lock_};
	Writer second_{lock_};
};

Outcome seqlock_is_whole()
{
	auto contest = TRY(Box<SeqLockContest>::make(Gfp::kernel));
	return contest->run();
}

// Its timer reads and writes in an interrupt, on the CPU that writes meanwhile in process context.
class SeqLockInInterrupt : Pinned
{
	HrTimerRestart tick()
	{
		if (!value.read().whole())
			torn.store(1);
		value.update([](Thrice &thrice) { thrice.add_one(); });
		ticks.store(ticks.load() + 1);
		return ticks.load() < 200 ? timer_.restart(50_us) : HrTimerRestart::no();
	}

public:
	SeqLock<Thrice> value{seqlock_class};
	Atomic<u32> ticks;
	Atomic<u32> torn;
	void start() { timer_.start(50_us); }

private:
	HrTimer<&SeqLockInInterrupt::tick> timer_{*this};
};

Outcome seqlock_is_for_interrupts()
{
	auto test = TRY(Box<SeqLockInInterrupt>::make(Gfp::kernel));
	test->start();
	u64 rounds = 0;
	EXPECT(eventually([&] {
		for (int times = 0; times < 2000; ++times, ++rounds)
			test->value.update([](Thrice &thrice) { thrice.add_one(); });
		return test->ticks.load() == 200;
	}));
	EXPECT(test->torn.load() == 0 && test->value.read().whole());
	EXPECT(test->value.read().number == rounds + 200);
	return {};
}

Outcome seqcount_reads_again()
{
	u32 word = hidden(u32{0});
	SeqCount count(word);
	int reads = 0;
	EXPECT(count.read([&] {
		if (++reads == 1)
			count.write([] {});
		return reads;
	}) == 2);
	EXPECT(word == 2);
	return {};
}

constexpr Test seqlock_tests[] = {
	{"seqcount: a reader that met a writer reads again", seqcount_reads_again},
	{"seqlock: threads read whole values, and two writers lose none", seqlock_is_whole},
	{"seqlock: may be read and written in interrupts", seqlock_is_for_interrupts},
};

} // namespace
} // namespace selftest
