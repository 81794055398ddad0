// SPDX-License-Identifier: GPL-2.0-only
// Memory that user space may map. (What a process sees of it is seen from user space: the guest tests.)
#pragma once

#include "kernel/mm/mmap.hpp"
#include "tests/kit/selftest/elsewhere.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

Outcome mappable_buffer_is_zeroes()
{
	constexpr size_t pages = 5;
	EXPECT(MappableBuffer::make(hidden(size_t{0})).error() == errors::invalid);
	EXPECT(MappableBuffer::make(hidden(~size_t{0} / 2)).error() == errors::overflow);
	for (int times = 0; times < 3; ++times) {
		auto buffer = TRY(MappableBuffer::make(hidden(pages)));
		EXPECT(buffer.pages() == pages && buffer.size() == pages * page_size);
		EXPECT(reinterpret_cast<uintptr_t>(buffer.address()) % page_size == 0);
		for (size_t offset = 0; offset < buffer.size(); offset += 4) {
			Atomic<u32> *const word = TRY(buffer.word<u32>(offset));
			EXPECT(word->load() == 0);
			word->store(0xa5a5a5a5);
		}
	}
	return {};
}

Outcome mappable_buffer_has_bounds()
{
	auto buffer = TRY(MappableBuffer::make(hidden(size_t{2})));
	const size_t size = buffer.size();
	char read[4] = {};
	TRY(buffer.write(page_size - 2, "abcd"));
	TRY(buffer.read(page_size - 2, read));
	EXPECT(Text(read, 4) == "abcd");
	TRY(buffer.write(size - 4, "abcd"));
	EXPECT(buffer.write(size - 3, "abcd").error() == errors::out_of_range);
	EXPECT(buffer.read(size - 3, read).error() == errors::out_of_range);
	EXPECT(buffer.read(~size_t{0}, read).error() == errors::out_of_range);
	EXPECT(buffer.word<u32>(size - 4).ok());
	EXPECT(buffer.word<u32>(size).error() == errors::out_of_range);
	EXPECT(buffer.word<u32>(2).error() == errors::invalid);
	EXPECT(buffer.word<unsigned long>(size - sizeof(long)).ok());
	return {};
}

// A ring of words as a driver shares it with a process: a thread fills it, the test empties it, without a lock.
class SharedRing : Pinned
{
public:
	explicit SharedRing(MappableBuffer buffer) : buffer_(kernel::move(buffer)) {}

	Result<void> pass_through()
	{
		TRY(thread_.start("selftest_filler"));
		Atomic<u32> *const head = TRY(buffer_.word<u32>(0));
		Atomic<u32> *const tail = TRY(buffer_.word<u32>(4));
		for (u32 number = 0; number < total;) {
			if (!eventually([&] { return number != head->load_acquire(); }))
				return errors::timed_out;
			Atomic<u32> *const word = TRY(slot(number));
			if (word->load() != number * 3)
				return errors::invalid;
			tail->store_release(++number);
		}
		return {};
	}

private:
	static constexpr u32 words = 512;
	static constexpr u32 total = 100000;

	static void run(SharedRing &self) { self.ended_ = self.fill(); }
	Result<void> fill()
	{
		Atomic<u32> *const head = TRY(buffer_.word<u32>(0));
		Atomic<u32> *const tail = TRY(buffer_.word<u32>(4));
		for (u32 number = 0; number < total && !Thread<SharedRing>::should_stop();) {
			if (number - tail->load_acquire() == words) {
				sleep(1_ms);
				continue;
			}
			Atomic<u32> *const word = TRY(slot(number));
			word->store(number * 3);
			head->store_release(++number);
		}
		return {};
	}
	Result<Atomic<u32> *> slot(u32 number) { return buffer_.word<u32>(page_size + number % words * 4); }

	MappableBuffer buffer_;
	Result<void> ended_;
	Thread<SharedRing> thread_{run, *this};
};

Outcome mappable_buffer_is_a_ring()
{
	SharedRing ring(TRY(MappableBuffer::make(2)));
	TRY(ring.pass_through());
	return {};
}

constexpr Test mm_tests[] = {
	{"mappable buffer: is made of zeroes, each time", mappable_buffer_is_zeroes},
	{"mappable buffer: nothing beyond its end is read or written", mappable_buffer_has_bounds},
	{"mappable buffer: words in it are a ring of two threads without a lock", mappable_buffer_is_a_ring},
};

} // namespace
} // namespace selftest
