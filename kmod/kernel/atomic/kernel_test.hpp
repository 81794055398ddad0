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

constexpr Test atomic_tests[] = {
	{"atomic64: is never seen half old and half new", atomic64_is_never_torn},
	{"flag: who sees it also sees what was stored before", flag_shows_what_was_stored_before},
};

} // namespace
} // namespace selftest
