// SPDX-License-Identifier: GPL-2.0-only
// Threads that read a SeqLock while others write.
#include "kernel/seqlock/seqlock.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

constinit LockClass race_class{"race"};

struct Triple {
	u64 number = 0;
	u64 opposite = ~u64{0};
	u32 low = 0;
	bool whole() const { return opposite == ~number && low == static_cast<u32>(number); }
};

} // namespace

TEST_CASE_METHOD(Fresh, "race: readers of a SeqLock see whole values, and writers lose none")
{
	constexpr u64 rounds = 20000;
	SeqLock<Triple> lock(race_class);
	std::atomic<bool> whole = true;
	std::atomic<int> writing = 2;
	std::vector<std::thread> threads;
	for (int reader = 0; reader < 2; ++reader)
		threads.emplace_back([&] {
			u64 last = 0;
			while (writing != 0) {
				const Triple now = lock.read();
				if (!now.whole() || now.number < last)
					whole = false;
				last = now.number;
			}
		});
	for (int writer = 0; writer < 2; ++writer)
		threads.emplace_back([&] {
			for (u64 round = 0; round < rounds; ++round)
				lock.update([](Triple &triple) {
					++triple.number;
					triple.opposite = ~triple.number;
					triple.low = static_cast<u32>(triple.number);
				});
			--writing;
		});
	for (auto &thread : threads)
		thread.join();
	CHECK(whole);
	CHECK(lock.read().number == 2 * rounds);
}
