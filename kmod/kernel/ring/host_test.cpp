// SPDX-License-Identifier: GPL-2.0-only
// Rings: first in, first out, of fixed size; and what is left in them.
#include <cstddef>
#include <cstring>
#include <thread>
#include <utility>

#include "kernel/memory/box.hpp"
#include "kernel/ring/ring.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::Box;
using kernel::Gfp;
using kernel::Ring;
using kernel::Span;
namespace errors = kernel::errors;

namespace
{

struct Tracked : kernel::Pinned {
	Tracked(int &alive, int value) : alive(alive), value(value) { ++alive; }
	~Tracked() { --alive; }
	int &alive;
	int value;
};

// Lives on when it was moved from.
struct Moving {
	explicit Moving(int &alive) : alive(alive) { ++alive; }
	Moving(Moving &&other) : alive(other.alive) { ++alive; }
	~Moving() { --alive; }
	int &alive;
};

} // namespace

TEST_CASE_METHOD(Fresh, "a ring gives items in the order in which they came, round and round")
{
	auto ring = Ring<int>::make(4, Gfp::kernel).value();
	CHECK((ring.capacity() == 4 && ring.empty() && ring.front() == nullptr));
	CHECK(ring.pop().error() == errors::would_block);
	int pushed = 0, popped = 0, wrong = 0;
	for (int round = 0; round < 100; ++round) {
		for (int times = 0; times < 1 + round % 4; ++times)
			wrong += ring.push(pushed++).ok() ? 0 : 1;
		wrong += *ring.front() == popped ? 0 : 1;
		wrong += ring.size() == static_cast<std::size_t>(pushed - popped) ? 0 : 1;
		while (!ring.empty())
			wrong += ring.pop().value() == popped++ ? 0 : 1;
	}
	CHECK(wrong == 0);
	CHECK(pushed == popped);
}

TEST_CASE_METHOD(Fresh, "a ring that is full is ENOSPC, and takes one again when one was taken")
{
	auto ring = Ring<char>::make(3, Gfp::kernel).value();
	CHECK(ring.capacity() == 4);
	for (const char letter : {'a', 'b', 'c', 'd'})
		CHECK(ring.push(letter).ok());
	CHECK((ring.full() && ring.size() == 4));
	CHECK(ring.push('e').error() == errors::no_space);
	CHECK(ring.pop().value() == 'a');
	CHECK_FALSE(ring.full());
	CHECK(ring.push('f').ok());
	for (const char letter : {'b', 'c', 'd', 'f'})
		CHECK(ring.pop().value() == letter);
	CHECK(ring.empty());
}

TEST_CASE_METHOD(Fresh, "as many items as fit are put in and taken out at once, across the end too")
{
	auto ring = Ring<int>::make(8, Gfp::kernel).value();
	const int in[] = {1, 2, 3, 4, 5, 6};
	int out[6] = {};
	CHECK(ring.push_some(in) == 6);
	CHECK(ring.pop_some(Span<int>(out).first(4)) == 4);
	CHECK((out[0] == 1 && out[3] == 4));
	CHECK(ring.push_some(in) == 6);
	CHECK(ring.full());
	CHECK(ring.push_some(in) == 0);
	CHECK(ring.pop_some(out) == 6);
	CHECK((out[0] == 5 && out[1] == 6 && out[2] == 1 && out[5] == 4));
	CHECK(ring.pop_some(out) == 2);
	CHECK((out[0] == 5 && out[1] == 6));
	CHECK(ring.pop_some(out) == 0);
	CHECK(ring.push_some({}) == 0);
}

TEST_CASE_METHOD(Fresh, "a ring of no size is empty and full")
{
	Ring<int> ring;
	const int in[] = {1};
	int out[1] = {};
	CHECK((ring.capacity() == 0 && ring.empty() && ring.full()));
	CHECK(ring.push(1).error() == errors::no_space);
	CHECK(ring.push_some(in) == 0);
	CHECK(ring.pop_some(out) == 0);
	CHECK(ring.pop().error() == errors::would_block);
}

TEST_CASE_METHOD(Fresh, "a ring that cannot be made is an errno")
{
	fake::fail_allocation(1);
	CHECK(Ring<int>::make(4, Gfp::kernel).error() == errors::no_memory);
	CHECK(Ring<int>::make(static_cast<std::size_t>(Ring<int>::most) + 1, Gfp::kernel).error() ==
	      errors::overflow);
	CHECK(Ring<int>::make(0, Gfp::atomic).value().capacity() == 1);
	CHECK(fake::last_gfp() == LAYOUT_GFP_ATOMIC);
}

TEST_CASE_METHOD(Fresh, "a ring owns its items, and destroys those that are left")
{
	int alive = 0;
	const auto make = [&](int value) { return Box<Tracked>::make(Gfp::kernel, alive, value).value(); };
	{
		auto ring = Ring<Box<Tracked>>::make(4, Gfp::kernel).value();
		for (int value = 0; value < 4; ++value)
			CHECK(ring.push(make(value)).ok());
		CHECK(ring.push(make(4)).error() == errors::no_space);
		CHECK(alive == 4);
		{
			const auto first = ring.pop().value();
			CHECK((first->value == 0 && alive == 4));
		}
		CHECK(alive == 3);
		CHECK(ring.push(make(5)).ok());
		Ring<Box<Tracked>> moved(std::move(ring));
		CHECK((ring.capacity() == 0 && moved.size() == 4));
		ring = Ring<Box<Tracked>>::make(1, Gfp::kernel).value();
		CHECK(ring.push(make(6)).ok());
		ring = std::move(moved);
		CHECK((alive == 4 && ring.size() == 4 && (*ring.front())->value == 1));
	}
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Fresh, "a place in a ring is destroyed when its item was moved out of it")
{
	int alive = 0;
	auto ring = Ring<Moving>::make(2, Gfp::kernel).value();
	CHECK(ring.push(Moving(alive)).ok());
	CHECK(ring.push(Moving(alive)).ok());
	CHECK(ring.push(Moving(alive)).error() == errors::no_space);
	CHECK(alive == 2);
	CHECK(ring.pop().ok());
	CHECK(alive == 1);
	CHECK(ring.pop().ok());
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Fresh, "a ring goes on when its counts of 32 bits are at their end")
{
	using Bytes = Ring<u8>;
	auto ring = Bytes::make(4, Gfp::kernel).value();
	// (As after so many items.)
	struct Fields {
		u8 *slots;
		u32 capacity, head, tail;
	} fields;
	static_assert(sizeof(Fields) == sizeof(Bytes) && __is_standard_layout(Bytes));
	std::memcpy(&fields, &ring, sizeof(fields));
	fields.head = fields.tail = 0xfffffffe;
	std::memcpy(static_cast<void *>(&ring), &fields, sizeof(fields));
	const u8 in[] = {1, 2, 3, 4, 5};
	u8 out[5] = {};
	CHECK((ring.empty() && ring.push_some(in) == 4 && ring.full() && ring.size() == 4));
	CHECK(ring.pop().value() == 1);
	CHECK(ring.push(6).ok());
	CHECK(ring.pop_some(out) == 4);
	CHECK((out[0] == 2 && out[1] == 3 && out[2] == 4 && out[3] == 6 && ring.empty()));
}
