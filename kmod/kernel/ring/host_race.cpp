// SPDX-License-Identifier: GPL-2.0-only
// A producer and a consumer that use a ring at once.
#include <thread>

#include "kernel/ring/ring.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::Gfp;
using kernel::Ring;

namespace
{

// (Marked accesses, each of one word: TSan knows no fences, which a ring orders its items with.)
struct Marked {
	explicit Marked(u32 number) : first(number), second(~number) {}
	Marked(Marked &&other) : first(other.first), second(other.second) {}
	bool is(u32 number) const { return first == number && second == ~number; }
	volatile u32 first;
	volatile u32 second;
};

constexpr u32 count = 20'000;

void produce(Ring<Marked> &ring)
{
	for (u32 number = 0; number < count; ++number)
		while (!ring.push(Marked(number)).ok())
			std::this_thread::yield();
}

} // namespace

TEST_CASE_METHOD(Fresh, "what one thread puts into a ring another takes out of it, all of it, in order")
{
	auto ring = Ring<Marked>::make(16, Gfp::kernel).value();
	std::thread other([&] { produce(ring); });
	u32 wrong = 0;
	for (u32 number = 0; number < count;) {
		wrong += ring.size() > ring.capacity() ? 1 : 0;
		const Marked *const front = ring.front();
		if (front == nullptr) {
			std::this_thread::yield();
			continue;
		}
		wrong += front->is(number) ? 0 : 1;
		wrong += ring.pop().value().is(number) ? 0 : 1;
		++number;
	}
	other.join();
	CHECK(wrong == 0);
	CHECK(ring.empty());
}

// It must be reported: that shows that the test above could be.
TEST_CASE_METHOD(Fresh, "planted: two producers of one ring race", "[.planted]")
{
	auto ring = Ring<Marked>::make(1 << 16, Gfp::kernel).value();
	std::thread other([&] { produce(ring); });
	produce(ring);
	other.join();
}
