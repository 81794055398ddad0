// SPDX-License-Identifier: GPL-2.0-only
// Bits that threads change at the same time.
#include "kernel/bitmap/atomic_bitmap.hpp"

#include <thread>
#include <vector>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

TEST_CASE_METHOD(Fresh,
		 "race: a bit that is a lock lets one in at a time, and its neighbours change meanwhile")
{
	AtomicBitmap<8> bits;
	int count = 0; // plain: the bit protects it
	std::vector<std::thread> threads;
	for (size_t number = 0; number < 3; ++number)
		threads.emplace_back([&, number] {
			const auto mine = AtomicBitmap<8>::at(number).value();
			for (int round = 0; round < 2000; ++round) {
				bits.set_bit(mine);
				while (bits.test_and_set_bit_lock(7))
					std::this_thread::yield();
				++count;
				bits.clear_bit_unlock(7);
				bits.clear_bit(mine);
			}
		});
	for (auto &thread : threads)
		thread.join();
	CHECK(count == 6000);
	CHECK(bits.find_first().error() == Errno(ENOENT));
}

TEST_CASE_METHOD(Fresh, "race: a task that clears a bit sees what was stored before it was set")
{
	AtomicBitmap<64> bits;
	int data = 0;
	int seen = 0;
	std::thread other([&] {
		data = 5;
		bits.test_and_set_bit(63);
	});
	while (!bits.test_and_clear_bit(63))
		std::this_thread::yield();
	seen = data;
	other.join();
	CHECK(seen == 5);
}
