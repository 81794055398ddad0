// SPDX-License-Identifier: GPL-2.0-only
// Box, Vec and Page, above all when there is no memory.
#pragma once

#include "kernel/memory/box.hpp"
#include "kernel/memory/kernel_test_cache.hpp"
#include "kernel/memory/kernel_test_kvmalloc.hpp"
#include "kernel/memory/page.hpp"
#include "kernel/memory/vec.hpp"
#include "tests/kit/selftest/ktap.hpp"
#include "tests/kit/selftest/counted.hpp"

namespace selftest
{
namespace
{

// Knows where it was made.
class Rooted : Pinned
{
public:
	explicit Rooted(int number) : self_(this), number(number) {}
	bool is_where_it_was_made() const { return self_ == this; }

private:
	const Rooted *self_;

public:
	int number;
};

Outcome box_keeps_its_object_in_place()
{
	auto box = TRY(Box<Rooted>::make(Gfp::kernel, hidden(42)));
	const Rooted *const address = box.get();
	EXPECT(box->number == 42 && box->is_where_it_was_made());
	const Box<Rooted> moved(kernel::move(box));
	EXPECT(moved.get() == address && moved->is_where_it_was_made() && box.get() == nullptr);
	return {};
}

Outcome box_destroys_its_object_once()
{
	int alive = 0;
	{
		auto first = TRY(Box<Counted>::make(Gfp::kernel, alive));
		auto second = TRY(Box<Counted>::make(Gfp::kernel, alive));
		EXPECT(hidden(alive) == 2);
		first = kernel::move(second);
		EXPECT(hidden(alive) == 1 && second.get() == nullptr);
		Counted *const released = first.release();
		EXPECT(hidden(alive) == 1 && first.get() == nullptr);
		const auto taken = Box<Counted>::take(released);
		EXPECT(taken.get() == released);
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

Outcome box_of_an_impossible_size()
{
	EXPECT(Box<u64>::make(Gfp::kernel_account).ok() && Box<u64>::make(Gfp::atomic).ok());
	EXPECT(Box<Impossible>::make(Gfp::kernel_quiet).error() == errors::no_memory);
	return {};
}

Outcome vec_grows_and_keeps_its_items()
{
	Vec<u64> numbers;
	EXPECT(numbers.empty() && numbers.capacity() == 0);
	for (u64 number = 0; number < 1000; ++number)
		TRY(numbers.push(number * number, Gfp::kernel));
	EXPECT(numbers.size() == 1000 && numbers.capacity() >= 1000);
	u64 next = 0;
	for (const u64 number : numbers) {
		EXPECT(number == next * next);
		++next;
	}
	EXPECT(next == 1000 && numbers.at(999).ok() && numbers.at(999).value() == 999 * 999);
	EXPECT(numbers.at(1000).error() == errors::out_of_range);
	numbers.clear();
	EXPECT(numbers.empty() && numbers.at(0).error() == errors::out_of_range &&
	       numbers.capacity() >= 1000);
	return {};
}

Outcome vec_moves_and_copies()
{
	const u32 items[] = {1, 2, 3};
	auto copy = TRY(Vec<u32>::copy_of(items, Gfp::kernel));
	EXPECT(copy.size() == 3 && copy.items().begin() != items && copy.at(2).value() == 3);
	const u32 *const address = copy.items().begin();
	Vec<u32> moved(kernel::move(copy));
	EXPECT(moved.items().begin() == address && copy.empty() && copy.capacity() == 0);
	Vec<u32> assigned;
	TRY(assigned.push(9, Gfp::kernel));
	assigned = kernel::move(moved);
	EXPECT(assigned.items().begin() == address && assigned.size() == 3 && moved.empty());
	return {};
}

// Whether the vector still is what it was before a failure.
bool is_unchanged(Vec<u64> &numbers, const u64 *address, size_t capacity)
{
	return numbers.items().begin() == address && numbers.capacity() == capacity && numbers.size() == 2 &&
	       numbers.begin()[0] == 10 && numbers.begin()[1] == 11;
}

Outcome vec_is_unchanged_by_a_failure()
{
	Vec<u64> numbers;
	TRY(numbers.push(10, Gfp::kernel));
	TRY(numbers.push(11, Gfp::kernel));
	const u64 *const address = numbers.items().begin();
	const size_t capacity = numbers.capacity();

	const size_t too_much = hidden(NumericLimits<size_t>::max() / 4 / sizeof(u64));
	EXPECT(numbers.reserve(too_much, Gfp::kernel_quiet).error() == errors::no_memory);
	EXPECT(is_unchanged(numbers, address, capacity));
	EXPECT(numbers.reserve(hidden(NumericLimits<size_t>::max() / 2), Gfp::kernel_quiet).error() ==
	       errors::overflow);
	EXPECT(is_unchanged(numbers, address, capacity));
	EXPECT(Vec<u64>::copy_of(Span<const u64>(address, too_much), Gfp::kernel_quiet).error() ==
	       errors::no_memory);
	return {};
}

// Items large enough that kmalloc's limit is soon reached.
struct Brick {
	u64 words[32];
};

Outcome vec_push_fails_when_it_cannot_grow()
{
	constexpr size_t enough = (size_t{1} << 30) / sizeof(Brick);
	Vec<Brick> bricks;
	Brick brick = {};
	Result<void> pushed;
	for (size_t number = 0; pushed.ok() && number < enough; ++number) {
		brick.words[31] = number;
		pushed = bricks.push(brick, Gfp::kernel_quiet);
	}
	EXPECT(pushed.error() == errors::no_memory);
	EXPECT(bricks.size() == bricks.capacity() && !bricks.empty());
	size_t next = 0;
	for (const Brick &each : bricks)
		EXPECT(each.words[31] == next++);
	EXPECT(next == bricks.size());
	return {};
}

Span<u64> words_of(const Page &page)
{
	return {static_cast<u64 *>(page.address()), page_size / sizeof(u64)};
}

Outcome page_is_zero_and_aligned()
{
	{
		const auto used = TRY(Page::make(Gfp::kernel)); // the next will hardly be another one
		for (u64 &word : words_of(used))
			word = hidden(~u64{0});
	}
	auto page = TRY(Page::make(Gfp::kernel));
	u64 *const words = words_of(page).data();
	EXPECT(reinterpret_cast<uintptr_t>(words) % page_size == 0);
	for (const u64 word : words_of(page))
		EXPECT(word == 0);
	words[7] = hidden(u64{7});
	page.flush();
	const Page moved(kernel::move(page));
	EXPECT(moved.address() == words && page.raw() == nullptr && hidden(words[7]) == 7);
	return {};
}

// A page that is kept in a chain of pages, by itself.
struct Link {
	Page page;
	Link *next;
};

// How many pages there were to be had; they are given back. 0: no end was found.
size_t pages_until_none_are_left(Gfp gfp)
{
	const size_t enough = (size_t{32} << 20) / page_size;
	Link *chain = nullptr;
	size_t count = 0;
	bool ended = false;
	while (!ended && count < enough) {
		auto page = Page::make(gfp);
		ended = !page.ok();
		if (ended)
			break;
		void *const memory = page.value().address();
		chain = new (At{memory}) Link{kernel::move(page).value(), chain};
		++count;
	}
	while (chain != nullptr) {
		const Page last(kernel::move(chain->page));
		chain = chain->next;
	}
	return ended ? count : 0;
}

// Where there is a small zone for old devices (__GFP_DMA is 1 since Linux 2.4), it can be used up without
// harm.
Outcome page_fails_without_memory()
{
	constexpr auto small_zone = static_cast<Gfp>(1u | LAYOUT_GFP_NOWARN);
	const size_t pages = pages_until_none_are_left(small_zone);
	if (pages == 0)
		return Outcome::skipped("this machine has no small zone of memory");
	EXPECT(pages_until_none_are_left(small_zone) > pages / 2);
	return {};
}

static_assert(!__is_constructible(Box<int>, const Box<int> &) &&
	      !__is_constructible(Vec<int>, const Vec<int> &));

Outcome vec_of_what_only_moves()
{
	int alive = 0;
	{
		Vec<Counted> items;
		for (int count = 0; count < 9; ++count)
			TRY(items.push(Counted(alive), Gfp::kernel));
		EXPECT(hidden(alive) == 9 && items.size() == 9);
		TRY(items.pop());
		EXPECT(hidden(alive) == 8);
		const Vec<Counted> moved(kernel::move(items));
		EXPECT(hidden(alive) == 8 && moved.size() == 8 &&
		       items.pop().error() == errors::out_of_range);
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

constexpr Test memory_tests[] = {
	{"cache: gives objects, and takes them back", cache_gives_and_takes_back},
	{"cache: aligns its objects as their type says", cache_aligns_its_objects},
	{"vbox: what is larger than any kmalloc", large_memory_need_not_be_in_one_piece},
	{"vvec: grows beyond any kmalloc and keeps its items", large_vec_grows_and_keeps_its_items},
	{"vec: of what can only be moved, destroys each once", vec_of_what_only_moves},
	{"box: a pinned object stays where it was made when its box moves", box_keeps_its_object_in_place},
	{"box: destroys its object once, whichever owner it has", box_destroys_its_object_once},
	{"box: every way to ask for memory gives some, of an impossible size ENOMEM",
	 box_of_an_impossible_size},
	{"vec: grows and keeps its items, checks its indices", vec_grows_and_keeps_its_items},
	{"vec: moves by pointer, copies by item", vec_moves_and_copies},
	{"vec: impossible sizes are ENOMEM or EOVERFLOW and change nothing", vec_is_unchanged_by_a_failure},
	{"vec: a push without memory is ENOMEM and changes nothing", vec_push_fails_when_it_cannot_grow},
	{"page: zeroes, aligned, stays where it is", page_is_zero_and_aligned},
	{"page: without memory is ENOMEM, and all pages come back", page_fails_without_memory},
};

} // namespace
} // namespace selftest
