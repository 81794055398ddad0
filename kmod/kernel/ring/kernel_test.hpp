// SPDX-License-Identifier: GPL-2.0-only
// Rings in the kernel: a producer and a consumer on two CPUs, and what is left in a ring.
#pragma once

#include "kernel/memory/box.hpp"
#include "kernel/ring/ring.hpp"
#include "kernel/thread/thread.hpp"
#include "kernel/time/clock.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

struct RingItem {
	u32 number;
	u32 complement;
};

// Puts numbers in, in rising order, one by one or some at once.
struct RingProducer : Pinned {
	explicit RingProducer(Ring<RingItem> &ring) : ring(ring) {}
	static constexpr u32 count = 200'000;
	Ring<RingItem> &ring;
	Flag given_up;
	Thread<RingProducer> thread{run, *this};

	static void run(RingProducer &self)
	{
		for (u32 next = 0; next < count;) {
			const RingItem items[] = {
				{next, ~next}, {next + 1, ~(next + 1)}, {next + 2, ~(next + 2)}};
			if (next % 2 == 0 && next + 3 <= count)
				next += static_cast<u32>(self.ring.push_some(items));
			else if (self.ring.push(items[0]).ok())
				++next;
			if (!self.ring.full())
				continue;
			if (self.given_up.is_set())
				return;
			shim_schedule_timeout(0);
		}
	}
};

Outcome ring_between_two_threads()
{
	auto ring = TRY(Ring<RingItem>::make(64, Gfp::kernel));
	RingProducer producer(ring);
	TRY(producer.thread.start("selftest_ring"));
	u32 next = 0;
	bool in_order = true;
	// (In time, not in looks: a busy host may keep the producer's CPU from running for long.)
	Ktime last = Ktime::now();
	while (in_order && next < RingProducer::count && last.elapsed() < 30_s) {
		RingItem items[7];
		const size_t taken = ring.pop_some(items);
		for (size_t index = 0; index < taken; ++index, ++next)
			in_order &= items[index].number == next && items[index].complement == ~next;
		const auto item = ring.pop();
		if (item.ok()) {
			in_order &= item.value().number == next && item.value().complement == ~next;
			++next;
			last = Ktime::now();
			continue;
		}
		shim_schedule_timeout(0);
	}
	producer.given_up.set();
	producer.thread.stop();
	EXPECT(in_order);
	EXPECT(next == RingProducer::count);
	EXPECT(ring.empty());
	return {};
}

Outcome ring_is_of_fixed_size()
{
	auto ring = TRY(Ring<u8>::make(5, Gfp::atomic));
	EXPECT(ring.capacity() == 8 && ring.empty() && ring.pop().error() == errors::would_block);
	for (u8 number = 0; number < 8; ++number)
		TRY(ring.push(hidden(number)));
	EXPECT(ring.full() && ring.push(9).error() == errors::no_space);
	EXPECT(is(ring.pop(), 0) && ring.size() == 7 && *ring.front() == 1);
	const u8 more[] = {8, 9};
	EXPECT(ring.push_some(more) == 1);
	u8 all[9] = {};
	EXPECT(ring.pop_some(all) == 8);
	for (u8 number = 0; number < 8; ++number)
		EXPECT(all[number] == number + 1);
	// (No kernel has so much; on 32-bit machines no size_t holds it.)
	EXPECT(!Ring<RingItem>::make(Ring<RingItem>::most, Gfp::kernel_quiet).ok());
	return {};
}

Outcome ring_destroys_what_is_left()
{
	int alive = 0;
	{
		auto ring = TRY(Ring<Counted>::make(4, Gfp::kernel));
		for (int round = 0; round < 10; ++round) {
			TRY(ring.push(Counted(alive)));
			TRY(ring.push(Counted(alive)));
			TRY(ring.pop());
			TRY(ring.pop());
		}
		EXPECT(hidden(alive) == 0);
		TRY(ring.push(Counted(alive)));
		TRY(ring.push(Counted(alive)));
		const Ring<Counted> moved(kernel::move(ring));
		EXPECT(hidden(alive) == 2 && moved.size() == 2 && ring.empty());
		EXPECT(ring.push(Counted(alive)).error() == errors::no_space);
		EXPECT(hidden(alive) == 2);
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

constexpr Test ring_tests[] = {
	{"ring: one thread fills it, another empties it, in order", ring_between_two_threads},
	{"ring: of fixed size, first in, first out", ring_is_of_fixed_size},
	{"ring: destroys what is left in it", ring_destroys_what_is_left},
};

} // namespace
} // namespace selftest
