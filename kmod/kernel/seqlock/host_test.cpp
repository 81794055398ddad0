// SPDX-License-Identifier: GPL-2.0-only
// A sequence count and a SeqLock: readers start again when they met a writer, and only then.
#include "kernel/seqlock/seqlock.hpp"

#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

constinit LockClass test_class{"test"};

// Of no whole number of words.
struct Triple {
	u64 first = 1;
	u32 second = 2;
	u8 third = 3;
	bool operator==(const Triple &) const = default;
};
struct Text11 {
	char text[11];
};
// (What cannot be assigned can be stored.)
struct Fixed {
	const int number;
};

} // namespace

TEST_CASE_METHOD(Fresh, "a count is odd while its writer writes, and goes on by two")
{
	u32 word = 0;
	SeqCount count(word);
	u32 met = 0;
	count.write([&] { met = word; });
	CHECK((met == 1 && word == 2));
	word = ~u32{0} - 1;
	count.write([&] { met = word; });
	CHECK((met == ~u32{0} && word == 0));
}

TEST_CASE_METHOD(Fresh, "a reader that met no writer reads once")
{
	u32 word = 4;
	int reads = 0;
	CHECK(SeqCount(word).read([&] { return ++reads; }) == 1);
	CHECK(word == 4);
}

TEST_CASE_METHOD(Fresh,
		 "a reader that met a writer, before or while it read, reads again when that has ended")
{
	u32 word = 1;
	int reads = 0, rounds = 0;
	fake::on_cpu_relax([&] {
		if (++rounds == 3)
			word = 2;
	});
	CHECK(SeqCount(word).read([&] { return ++reads; }) == 4);
	CHECK(rounds == 3);

	// (A whole write in between: even before and after.)
	reads = 0;
	CHECK(SeqCount(word).read([&] {
		if (++reads == 1)
			word += 2;
		return reads;
	}) == 2);
	// (And in the second try, too.)
	reads = 0;
	CHECK(SeqCount(word).read([&] {
		if (++reads <= 2)
			word += 2;
		return reads;
	}) == 3);
}

TEST_CASE_METHOD(Fresh, "a SeqLock has the value that was stored last")
{
	SeqLock<Triple> lock(test_class);
	CHECK(lock.read() == Triple());
	lock.store({10, 20, 30});
	CHECK(lock.read() == Triple{10, 20, 30});
	lock.update([](Triple &triple) { triple.third = 31; });
	CHECK(lock.read() == Triple{10, 20, 31});
	CHECK(lock.update([](Triple &triple) { return triple.first++; }) == 10);
	CHECK(lock.read() == Triple{11, 20, 31});

	SeqLock<Text11> text(test_class, Text11{"0123456789"});
	CHECK(std::string(text.read().text) == "0123456789");
	SeqLock<Fixed> fixed(test_class, Fixed{5});
	fixed.store(Fixed{6});
	CHECK(fixed.read().number == 6);
	SeqLock<u8> byte(test_class, 255);
	CHECK(byte.read() == 255);
}

TEST_CASE_METHOD(Fresh, "a SeqLock's writer has its lock and interrupts off, and readers need neither")
{
	SeqLock<int> lock(test_class, 1);
	lock.update([&](int &value) {
		CHECK(fake::locks_held() == 1);
		CHECK(fake::this_thread().irqs_off == 1);
		value = 2;
		// (The copy is written at the end: until then readers have the last value, at once.)
		CHECK(lock.read() == 1);
	});
	CHECK(fake::locks_held() == 0);
	CHECK(fake::this_thread().irqs_off == 0);
	CHECK(lock.read() == 2);
}
