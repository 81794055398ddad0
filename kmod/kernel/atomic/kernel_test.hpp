// SPDX-License-Identifier: GPL-2.0-only
// Words that threads share without a lock.
#pragma once

#include "kernel/atomic/atomic.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/thread/thread.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// Turns all bits of a word over, again and again.
struct Flipper : Pinned {
	Atomic64 word{0};

	static void run(Flipper &self)
	{
		while (!Thread<Flipper>::should_stop()) {
			for (int times = 0; times < 5000; ++times) {
				self.word.store(-1);
				self.word.store(0);
			}
			self.word.store(-1);
			shim_schedule_timeout(0);
		}
	}
};

Outcome atomic64_is_never_torn()
{
	Flipper flipper;
	EXPECT(flipper.word.load() == 0);
	Thread<Flipper> thread(Flipper::run, flipper);
	TRY(thread.start("selftest_flip"));
	EXPECT(eventually([&] { return flipper.word.load() == -1; }));
	for (int times = 0; times < 200000; ++times) {
		const s64 seen = flipper.word.load();
		EXPECT(seen == 0 || seen == -1);
	}
	return {};
}

// Stores, one after the other, and says so after each.
struct Publisher : Pinned {
	static constexpr size_t count = 512;
	struct Message {
		s64 content;
		Flag stored;
	};
	Message messages[count] = {};

	static void run(Publisher &self)
	{
		s64 content = 0;
		for (Message &message : self.messages) {
			message.content = ++content;
			message.stored.set();
		}
	}
};

Outcome flag_shows_what_was_stored_before()
{
	auto publisher = TRY(Box<Publisher>::make(Gfp::kernel));
	Thread<Publisher> thread(Publisher::run, *publisher);
	TRY(thread.start("selftest_publish"));
	s64 expected = 0;
	for (const auto &message : publisher->messages) {
		EXPECT(eventually([&] { return message.stored.is_set(); }));
		EXPECT(message.content == ++expected);
	}
	return {};
}

// Two threads that change the words of both widths at the same time: none of the changes is lost, through instructions or the kernel's own.
struct Adder : Pinned {
	static constexpr int rounds = 50000;
	alignas(8) s64 wide[2] = {};
	s32 narrow[2] = {};

	template <typename Word, bool instructions>
	static void add(Word *word)
	{
		using Operations = AtomicOperations<Word, instructions>;
		Operations::template fetch_add<__ATOMIC_RELAXED>(word, 1);
		Operations::template fetch_add<__ATOMIC_SEQ_CST>(word, 1);
		for (Word seen = Operations::load(word);;) {
			const Word before =
				Operations::template cmpxchg<__ATOMIC_SEQ_CST>(word, seen, seen + 1);
			if (before == seen)
				return;
			seen = before;
		}
	}
	// (Those of compilers only where drivers get them: elsewhere they are calls into a library.)
	static void run(Adder &self)
	{
		for (int round = 0; round < rounds; ++round) {
			add<s64, false>(&self.wide[0]);
			add<s32, false>(&self.narrow[0]);
			add<s64, atomics_are_instructions>(&self.wide[1]);
			add<s32, atomics_are_instructions>(&self.narrow[1]);
		}
	}
};

Outcome atomic_changes_are_not_lost()
{
	auto adder = TRY(Box<Adder>::make(Gfp::kernel));
	{
		Thread<Adder> thread(Adder::run, *adder);
		TRY(thread.start("selftest_adder"));
		Adder::run(*adder);
		EXPECT(eventually([&] { return adder->narrow[1] == 6 * Adder::rounds; }));
	}
	for (int way = 0; way < 2; ++way) {
		EXPECT(adder->wide[way] == 6 * Adder::rounds);
		EXPECT(adder->narrow[way] == 6 * Adder::rounds);
	}
	return {};
}

template <typename T>
Outcome atomic_steps()
{
	Atomic<T> word(12);
	EXPECT(word.fetch_and(~T{4}) == 12 && word.fetch_or_relaxed(1) == 8 &&
	       word.fetch_xor_acquire(3) == 9);
	EXPECT(word.exchange_release(1) == 10 && word.inc_not_zero() && !word.dec_and_test());
	EXPECT(word.dec_and_test() && !word.inc_not_zero() && word.fetch_sub(1) == 0);
	EXPECT(word.compare_exchange(0, 1) == static_cast<T>(-1) &&
	       word.load_acquire() == static_cast<T>(-1));
	return {};
}

constexpr Test atomic_tests[] = {
	{"atomic: of changes at the same time none is lost", atomic_changes_are_not_lost},
	{"atomic: 32 signed bits change as requested", atomic_steps<s32>},
	{"atomic: 32 bits change as requested", atomic_steps<u32>},
	{"atomic: 64 signed bits change as requested", atomic_steps<s64>},
	{"atomic: 64 bits change as requested", atomic_steps<u64>},
	{"atomic64: is never seen half old and half new", atomic64_is_never_torn},
	{"flag: a reader that sees it sees what was stored before", flag_shows_what_was_stored_before},
};

} // namespace
} // namespace selftest
