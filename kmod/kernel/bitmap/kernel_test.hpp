// SPDX-License-Identifier: GPL-2.0-only
// Bitmaps in the kernel: what C++ sets its functions find, on machines of either byte order and width.
#pragma once

#include "kernel/bitmap/atomic_bitmap.hpp"
#include "kernel/bitmap/bitmap.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/thread/thread.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

template <size_t size>
Outcome bitmap_finds_each_bit()
{
	for (size_t number = 0; number < size; ++number) {
		Bitmap<size> bits;
		const auto bit = TRY(bits.at(number));
		EXPECT(bits.weight() == 0 && !bits.find_first().ok());
		bits.set(bit);
		EXPECT(bits.test(bit) && bits.weight() == 1);
		EXPECT(TRY(bits.find_first()) == bit && TRY(bits.find_next(number)) == bit);
		EXPECT(bits.find_next(number + 1).error() == Errno(ENOENT));
		bits.fill();
		EXPECT(bits.weight() == size && bits.find_first_zero().error() == errors::no_space);
		bits.clear(bit);
		EXPECT(!bits.test(bit) && bits.weight() == size - 1);
		EXPECT(TRY(bits.find_first_zero()) == bit);
	}
	EXPECT(Bitmap<size>::at(size).error() == errors::out_of_range);
	return {};
}

Outcome bitmap_is_walked_in_order()
{
	Bitmap<200> bits;
	for (size_t number = 0; number < 200; number += 7)
		bits.set(TRY(bits.at(number)));
	size_t expected = 0;
	for (const auto bit : bits) {
		EXPECT(bit.number() == expected);
		bits.clear(bit);
		expected += 7;
	}
	EXPECT(expected == 203 && bits.weight() == 0);
	bits.fill();
	bits.zero();
	EXPECT(!bits.find_first().ok());
	return {};
}

Outcome atomic_bits_change_as_requested()
{
	AtomicBitmap<130> bits;
	for (size_t number = 0; number < 130; ++number) {
		const auto bit = TRY(bits.at(number));
		EXPECT(TRY(bits.find_first_zero()) == bit);
		EXPECT(!bits.test_bit(bit) && !bits.test_and_clear_bit(bit) && !bits.test_and_set_bit(bit));
		EXPECT(bits.test_bit_acquire(bit) && bits.test_and_set_bit(bit));
		bits.clear_bit(bit);
		EXPECT(!bits.test_and_set_bit_lock(bit) && bits.test_and_set_bit_lock(bit));
		bits.clear_bit_unlock(bit);
		EXPECT(!bits.test_bit(bit));
		bits.set_bit(bit);
	}
	EXPECT(bits.find_first_zero().error() == errors::no_space);
	for (size_t number = 0; number < 130; ++number) {
		const auto bit = TRY(bits.find_first());
		EXPECT(bit.number() == number && bits.test_and_clear_bit(bit));
	}
	EXPECT(!bits.find_first().ok());
	return {};
}

// Two threads that change the bits of one word at the same time, each its own half of them; the first bit of all is a lock.
struct BitChanger : Pinned {
	static constexpr int rounds = 50000;
	static constexpr size_t lock = 0;
	AtomicBitmap<32> bits;
	volatile int count = 0;
	bool lost[2] = {};
	Flag done;

	void change(size_t half)
	{
		for (int round = 0; round < rounds; ++round) {
			const auto bit =
				AtomicBitmap<32>::at(1 + 2 * (static_cast<size_t>(round) % 15) + half);
			lost[half] |= !bit.ok() || bits.test_and_set_bit(bit.value());
			while (bits.test_and_set_bit_lock(lock))
				shim_schedule_timeout(0);
			count = count + 1;
			bits.clear_bit_unlock(lock);
			bits.set_bit(bit.value());
			lost[half] |= !bits.test_and_clear_bit(bit.value());
		}
	}
	static void run(BitChanger &self)
	{
		self.change(1);
		self.done.set();
	}
};

Outcome atomic_bits_are_not_lost()
{
	auto changer = TRY(Box<BitChanger>::make(Gfp::kernel));
	{
		Thread<BitChanger> thread(BitChanger::run, *changer);
		TRY(thread.start("selftest_bits"));
		changer->change(0);
		EXPECT(eventually([&] { return changer->done.is_set(); }));
	}
	EXPECT(!changer->lost[0] && !changer->lost[1]);
	EXPECT(changer->count == 2 * BitChanger::rounds);
	EXPECT(!changer->bits.find_first().ok());
	return {};
}

constexpr Test bitmap_tests[] = {
	{"bitmap: of one bit", bitmap_finds_each_bit<1>},
	{"bitmap: of a word, each bit is found", bitmap_finds_each_bit<bits_per_long>},
	{"bitmap: of a word and a bit, each is found", bitmap_finds_each_bit<bits_per_long + 1>},
	{"bitmap: of many words, each bit is found", bitmap_finds_each_bit<200>},
	{"bitmap: is walked over in order, and may be changed on the way", bitmap_is_walked_in_order},
	{"atomic bitmap: bits change as requested", atomic_bits_change_as_requested},
	{"atomic bitmap: of changes at the same time none is lost", atomic_bits_are_not_lost},
};

} // namespace
} // namespace selftest
