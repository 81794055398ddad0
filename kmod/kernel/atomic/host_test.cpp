// SPDX-License-Identifier: GPL-2.0-only
// Words without a lock: what is stored before a release is seen after its acquire.
#include "kernel/atomic/atomic.hpp"

#include <cstdint>
#include <thread>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

TEST_CASE_METHOD(Fresh, "a word of 64 bits is what was stored last, at both ends")
{
	Atomic64 word(-1);
	CHECK(word.load() == -1);
	for (const s64 value : {s64{0}, s64{INT64_MIN}, s64{INT64_MAX}}) {
		word.store(value);
		CHECK(word.load() == value);
	}
	shim_atomic64_set(reinterpret_cast<s64 *>(&word), 7); // (as machines of 32 bits do it)
	CHECK(shim_atomic64_read(reinterpret_cast<const s64 *>(&word)) == 7);
}

TEST_CASE_METHOD(Fresh, "who sees a flag sees what was stored before it was set")
{
	int wrong = 0;
	for (int round = 0; round < 200; ++round) {
		Flag flag;
		volatile int data = 0;
		std::thread other([&] {
			data = 5;
			flag.set();
		});
		while (!flag.is_set())
			cpu_relax();
		wrong += data == 5 ? 0 : 1;
		other.join();
	}
	CHECK(wrong == 0);
	CHECK_FALSE(Flag().is_set());
}

TEST_CASE_METHOD(Fresh, "pointers and words are loaded and stored whole")
{
	int somewhere = 0;
	int *volatile pointer = nullptr;
	store_release(pointer, &somewhere);
	CHECK(load_acquire(pointer) == &somewhere);
	volatile u32 word = 0;
	store_release(word, UINT32_MAX);
	CHECK(load_acquire(word) == UINT32_MAX);
	full_fence();
}
