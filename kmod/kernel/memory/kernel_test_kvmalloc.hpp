// SPDX-License-Identifier: GPL-2.0-only
// Boxes and vectors that are larger than any kmalloc.
#pragma once

#include "kernel/memory/box.hpp"
#include "kernel/memory/vec.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

// A sixteenth of all addresses; clang 21 knows no larger object.
struct Impossible {
	unsigned char bytes[NumericLimits<size_t>::max() / 16];
};

// Larger than any kmalloc.
struct Huge {
	u64 words[(size_t{20} << 20) / sizeof(u64)];
};

Outcome large_memory_need_not_be_in_one_piece()
{
	EXPECT(Box<Huge>::make(Gfp::kernel_quiet).error() == errors::no_memory);
	auto huge = TRY(VBox<Huge>::make(Gfp::kernel));
	u64 *const words = huge->words;
	constexpr size_t last = sizeof(Huge) / sizeof(u64) - 1;
	words[0] = hidden(u64{1});
	words[last] = hidden(u64{2});
	const VBox<Huge> moved(kernel::move(huge));
	EXPECT(moved->words[0] == 1 && moved->words[last] == 2 && huge.get() == nullptr);
	EXPECT(VBox<u64>::make(Gfp::atomic, 3u).ok() && VBox<u64>::make(Gfp::kernel_account, 3u).ok());
	VVec<u64> too_large;
	EXPECT(too_large.reserve(hidden(NumericLimits<size_t>::max() / 2 / sizeof(u64)), Gfp::kernel_quiet)
		       .error() == errors::no_memory);
	return {};
}

Outcome large_vec_grows_and_keeps_its_items()
{
	VVec<u64> numbers;
	constexpr u64 count = (u64{9} << 20) / sizeof(u64);
	for (u64 number = 0; number < count; ++number)
		TRY(numbers.push(number * 3, Gfp::kernel));
	const VVec<u64> moved(kernel::move(numbers));
	EXPECT(moved.size() == count && numbers.empty());
	u64 next = 0;
	for (const u64 number : moved.items())
		EXPECT(number == 3 * next++);
	int alive = 0;
	{
		VVec<Counted> items;
		for (int times = 0; times < 1000; ++times)
			TRY(items.push(Counted(alive), Gfp::kernel));
		EXPECT(hidden(alive) == 1000);
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

} // namespace
} // namespace selftest
