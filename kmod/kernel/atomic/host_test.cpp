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

TEST_CASE_METHOD(Fresh, "a reader that sees a flag sees what was stored before it was set")
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

namespace
{

// The same steps, through instructions and through shims.
template <typename Word, bool instructions>
void steps()
{
	using Operations = AtomicOperations<Word, instructions>;
	constexpr int full = __ATOMIC_SEQ_CST, relaxed = __ATOMIC_RELAXED;
	alignas(8) Word word = 12;
	CHECK(Operations::template fetch_add<full>(&word, 3) == 12);
	CHECK(Operations::template fetch_add<relaxed>(&word, -1) == 15);
	CHECK(Operations::template fetch_and<full>(&word, ~Word{2}) == 14);
	CHECK(Operations::template fetch_and<relaxed>(&word, ~Word{4}) == 12);
	CHECK(Operations::template fetch_or<full>(&word, 1) == 8);
	CHECK(Operations::template fetch_or<relaxed>(&word, 16) == 9);
	CHECK(Operations::template fetch_xor<full>(&word, 24) == 25);
	CHECK(Operations::template fetch_xor<relaxed>(&word, -1) == 1);
	CHECK(Operations::template xchg<full>(&word, 5) == -2);
	CHECK(Operations::template xchg<relaxed>(&word, 6) == 5);
	CHECK(Operations::template cmpxchg<full>(&word, 5, 7) == 6);
	CHECK(Operations::template cmpxchg<full>(&word, 6, 7) == 6);
	CHECK(Operations::template cmpxchg<relaxed>(&word, 6, 8) == 7);
	CHECK(Operations::template cmpxchg<relaxed>(&word, 7, 8) == 7);
	CHECK(Operations::load(&word) == 8);
	Operations::store(&word, NumericLimits<Word>::max());
	CHECK(Operations::template fetch_add<full>(&word, 1) == NumericLimits<Word>::max());
	CHECK(Operations::load(&word) == NumericLimits<Word>::min());
}

template <typename T>
void is_an_integer()
{
	Atomic<T> word(7);
	word.inc();
	word.add(4);
	word.sub(2);
	word.dec();
	CHECK(word.load() == 9);
	CHECK(word.fetch_sub(10) == 9);
	CHECK(word.load() == static_cast<T>(-1));
	CHECK(word.fetch_and_acquire(6) == static_cast<T>(-1));
	CHECK(word.fetch_or_release(1) == 6);
	CHECK(word.fetch_xor_relaxed(3) == 7);
	CHECK(word.fetch_add_acquire(1) == 4);
	CHECK(word.exchange(2) == 5);
	CHECK(word.compare_exchange(3, 9) == 2);
	CHECK(word.compare_exchange_acquire(2, 3) == 2);
	CHECK(word.compare_exchange_release(3, 2) == 3);
	CHECK(word.compare_exchange_relaxed(2, 2) == 2);
	CHECK_FALSE(word.dec_and_test());
	CHECK(word.inc_not_zero());
	CHECK_FALSE(word.dec_and_test());
	CHECK(word.dec_and_test());
	CHECK_FALSE(word.inc_not_zero());
	CHECK(word.add_unless(5, 1));
	CHECK_FALSE(word.add_unless(1, 5));
	CHECK(word.load_acquire() == 5);
	word.store_release(1);
	CHECK(word.load() == 1);
}

} // namespace

TEST_CASE_METHOD(Fresh, "a word is changed in one step, by instructions and by the kernel's own functions")
{
	steps<s32, true>();
	steps<s32, false>();
	steps<s64, true>();
	steps<s64, false>();
}

TEST_CASE_METHOD(Fresh, "integers of each kind are atomic words, and wrap around")
{
	is_an_integer<int>();
	is_an_integer<unsigned int>();
	is_an_integer<long>();
	is_an_integer<s64>();
	is_an_integer<u64>();
	Atomic<unsigned int> word;
	word.dec();
	CHECK(word.load() == UINT32_MAX);
}

TEST_CASE_METHOD(Fresh, "a pointer is exchanged whole")
{
	int one = 1, two = 2;
	Atomic<int *> pointer;
	CHECK(pointer.load() == nullptr);
	CHECK(pointer.exchange(&one) == nullptr);
	CHECK(pointer.compare_exchange(&two, nullptr) == &one);
	CHECK(pointer.compare_exchange(&one, &two) == &one);
	CHECK(*pointer.load_acquire() == 2);
}

TEST_CASE_METHOD(Fresh, "of tasks that take a reference at the same time none is lost, and one is last")
{
	Atomic<int> references(1), last;
	const auto user = [&] {
		for (int round = 0; round < 20000; ++round)
			if (references.inc_not_zero() && references.dec_and_test())
				last.inc();
		if (references.dec_and_test())
			last.inc();
	};
	references.inc();
	std::thread other(user);
	user();
	other.join();
	CHECK(references.load() == 0);
	CHECK(last.load() == 1);
}
