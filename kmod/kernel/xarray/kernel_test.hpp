// SPDX-License-Identifier: GPL-2.0-only
// Objects by number, and numbers, in the kernel's own arrays.
#pragma once

#include "kernel/memory/vec.hpp"
#include "kernel/ref/ref.hpp"
#include "kernel/xarray/ida.hpp"
#include "kernel/xarray/xarray.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/elsewhere.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constinit LockClass xarray_class{"selftest_xarray"};

struct XarrayItem : Pinned {
	XarrayItem(unsigned long number, int &alive) : number(number), counted(alive) {}
	unsigned long number;
	Counted counted;
};
using XarrayItems = Xarray<XarrayItem>;

Outcome xarray_finds_what_is_stored()
{
	// (From within one node to across the whole tree, whose height grows.)
	constexpr unsigned long indices[] = {0,
					     1,
					     63,
					     64,
					     4095,
					     4096,
					     262144,
					     NumericLimits<unsigned long>::max() - 1,
					     NumericLimits<unsigned long>::max()};
	int alive = 0;
	{
		XarrayItems array(xarray_class);
		EXPECT(array.empty());
		for (const unsigned long index : indices)
			TRY(array.insert(index, TRY(Box<XarrayItem>::make(Gfp::kernel, index, alive)),
					 Gfp::kernel));
		EXPECT(hidden(alive) == 9 && !array.empty());
		{
			auto held = array.lock();
			size_t next = 0;
			for (auto [index, item] : held) {
				EXPECT(index == indices[next] && item.number == index);
				EXPECT(held.get(index) == &item);
				++next;
			}
			EXPECT(next == 9 && held.get(2) == nullptr);
		}
		auto box = TRY(Box<XarrayItem>::make(Gfp::kernel, 7ul, alive));
		EXPECT(array.insert(64, kernel::move(box), Gfp::kernel).error() == errors::busy);
		box = TRY(Box<XarrayItem>::make(Gfp::kernel, 8ul, alive));
		EXPECT(TRY(array.store(64, kernel::move(box), Gfp::kernel))->number == 64);
		EXPECT(array.erase(64)->number == 8 && array.erase(64).get() == nullptr);
		EXPECT(hidden(alive) == 8);
	}
	EXPECT(hidden(alive) == 0);
	return {};
}

Outcome xarray_gives_free_numbers()
{
	int alive = 0;
	XarrayItems array(xarray_class);
	for (u32 round = 0; round < 100; ++round)
		EXPECT(is(array.alloc(TRY(Box<XarrayItem>::make(Gfp::kernel, 0ul, alive)), 10, 109,
				      Gfp::kernel),
			  round + 10));
	auto box = TRY(Box<XarrayItem>::make(Gfp::kernel, 0ul, alive));
	EXPECT(array.alloc(kernel::move(box), 10, 109, Gfp::kernel).error() == errors::busy);
	box = TRY(Box<XarrayItem>::make(Gfp::kernel, 0ul, alive));
	EXPECT(array.alloc(kernel::move(box), hidden(9u), 3, Gfp::kernel).error() == errors::busy);
	EXPECT(hidden(alive) == 100);
	array.erase(77);
	array.erase(33);
	box = TRY(Box<XarrayItem>::make(Gfp::kernel, 0ul, alive));
	EXPECT(is(array.alloc(kernel::move(box), 10, 109, Gfp::atomic), 33));
	EXPECT(array.alloc(Box<XarrayItem>::take(nullptr), 0, 9, Gfp::kernel).error() == errors::invalid);
	array.clear();
	EXPECT(array.empty() && hidden(alive) == 0);
	return {};
}

Outcome xarray_entries_leave_in_a_loop()
{
	int alive = 0;
	XarrayItems array(xarray_class);
	for (unsigned long index = 0; index < 200; ++index)
		TRY(array.insert(index * 3, TRY(Box<XarrayItem>::make(Gfp::kernel, index, alive)),
				 Gfp::kernel));
	{
		auto held = array.lock();
		for (auto [index, item] : held)
			if (item.number % 2 == 0)
				held.erase(index);
	}
	EXPECT(hidden(alive) == 100);
	auto held = array.lock();
	for (auto [index, item] : held)
		EXPECT(item.number % 2 == 1 && index == item.number * 3);
	return {};
}

Outcome xarray_between_threads()
{
	Atomic64 wrong{0};
	int alive = 0;
	XarrayItems array(xarray_class);
	const auto put = [&](unsigned long first) -> Result<void> {
		for (unsigned long index = first; index < 2000; index += 2)
			TRY(array.insert(index, TRY(Box<XarrayItem>::make(Gfp::kernel, index, alive)),
					 Gfp::kernel));
		return {};
	};
	// (`alive` is nobody's lock's: the other thread has ended before this one goes on.)
	TRY(elsewhere([&] {
		if (!put(1).ok())
			wrong.store(1);
	}));
	TRY(put(0));
	EXPECT(wrong.load() == 0 && hidden(alive) == 2000);
	TRY(elsewhere([&] { array.clear(); }));
	EXPECT(array.empty() && hidden(alive) == 0);
	return {};
}

Outcome xarray_of_counted_objects()
{
	int alive = 0;
	Xarray<Ref<XarrayItem>> array(xarray_class);
	TRY(array.insert(4,
			 TRY(Box<Ref<XarrayItem>>::make(Gfp::kernel,
							TRY(Ref<XarrayItem>::make(Gfp::kernel, 4ul, alive)))),
			 Gfp::kernel));
	const auto copy = [&] {
		auto held = array.lock();
		return *held.get(4);
	};
	const Ref<XarrayItem> mine = copy();
	array.erase(4);
	EXPECT(array.empty() && hidden(alive) == 1 && mine->number == 4);
	return {};
}

Outcome ida_gives_each_number_once()
{
	Ida ida;
	{
		Vec<IdaNumber> numbers;
		for (u32 next = 0; next < 2000; ++next) {
			TRY(numbers.push(TRY(ida.alloc(Gfp::kernel)), Gfp::kernel));
			EXPECT(numbers.at(next).value().value() == next);
		}
		TRY(numbers.pop());
		IdaNumber last = TRY(ida.alloc(Gfp::atomic));
		EXPECT(last.value() == 1999 && !ida.empty());
		last = TRY(ida.alloc(5000, 5001, Gfp::kernel));
		const IdaNumber other = TRY(ida.alloc(5000, 5001, Gfp::kernel));
		EXPECT(last.value() == 5000 && other.value() == 5001);
		EXPECT(ida.alloc(5000, 5001, Gfp::kernel).error() == errors::no_space);
		EXPECT(ida.alloc(hidden(2u), 1, Gfp::kernel).error() == errors::no_space);
		const u32 all = NumericLimits<u32>::max();
		EXPECT(ida.alloc(all, all, Gfp::kernel).error() == errors::no_space);
		EXPECT(TRY(ida.alloc(Ida::max, all, Gfp::kernel)).value() == Ida::max);
		EXPECT(TRY(ida.alloc(Gfp::kernel)).value() == 1999);
	}
	EXPECT(ida.empty());
	return {};
}

Outcome ida_that_ends_too_early()
{
	alignas(IdaNumber) unsigned char memory[sizeof(IdaNumber)];
	Ida ida;
	new (At{memory}) IdaNumber(TRY(ida.alloc(Gfp::kernel)));
	return {};
}

constexpr Test xarray_tests[] = {
	{"xarray: finds what is stored, at any number, in their order", xarray_finds_what_is_stored},
	{"xarray: gives the lowest number of a range that is free", xarray_gives_free_numbers},
	{"xarray: the body of a loop may erase its entries", xarray_entries_leave_in_a_loop},
	{"xarray: threads put objects in and take them out", xarray_between_threads},
	{"xarray: a counted object outlives its entry", xarray_of_counted_objects},
	{"ida: gives each number once, and again when it came back", ida_gives_each_number_once},
	{"ida: one that ends before its numbers is warned of", ida_that_ends_too_early, "warning"},
};

} // namespace
} // namespace selftest
