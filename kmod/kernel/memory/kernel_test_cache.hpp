// SPDX-License-Identifier: GPL-2.0-only
// Caches of objects of one type.
#pragma once

#include "kernel/memory/cache.hpp"
#include "kernel/memory/vec.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

struct CachedItem : Pinned {
	CachedItem(u64 number, int &alive) : number(number), counted(alive) {}
	u64 number;
	Counted counted;
};

// (As large as a Box cannot align.)
struct alignas(256) CachedLine {
	u64 number;
};

Outcome cache_gives_and_takes_back()
{
	int alive = 0;
	{
		Cache<CachedItem> cache;
		EXPECT(cache.make(Gfp::kernel, 0u, alive).error() == errors::invalid);
		TRY(cache.create("rusty_selftest_item"));
		EXPECT(cache.create("rusty_selftest_item").error() == errors::busy);
		Vec<CacheBox<CachedItem>> items;
		for (u64 number = 0; number < 500; ++number)
			TRY(items.push(TRY(cache.make(Gfp::kernel, number, alive)), Gfp::kernel));
		for (u64 number = 0; number < 500; ++number)
			EXPECT(items.at(number).value()->number == number);
		EXPECT(hidden(alive) == 500);
		while (items.size() > 250)
			TRY(items.pop());
		EXPECT(hidden(alive) == 250);
		auto moved = TRY(cache.make(Gfp::atomic, 7u, alive));
		moved = TRY(cache.make(Gfp::kernel_account, 8u, alive));
		EXPECT(moved->number == 8 && hidden(alive) == 251);
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

Outcome cache_aligns_its_objects()
{
	Cache<CachedLine> cache;
	TRY(cache.create("rusty_selftest_line"));
	Vec<CacheBox<CachedLine>> lines;
	for (u64 number = 0; number < 40; ++number) {
		TRY(lines.push(TRY(cache.make(Gfp::kernel, number)), Gfp::kernel));
		const CachedLine *const line = lines.at(number).value().get();
		EXPECT(reinterpret_cast<uintptr_t>(line) % 256 == 0 && line->number == number);
	}
	return {};
}

} // namespace
} // namespace selftest
