// SPDX-License-Identifier: GPL-2.0-only
// Objects by number: who owns them, which number is free, what is left when memory runs out; and numbers alone.
#include <climits>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "kernel/ref/ref.hpp"
#include "kernel/xarray/ida.hpp"
#include "kernel/xarray/xarray.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::Box;
using kernel::Gfp;
using kernel::Ida;
using kernel::IdaNumber;
using kernel::Ref;
using kernel::Result;
using kernel::Xarray;
namespace errors = kernel::errors;

namespace
{

constinit kernel::LockClass array_class{"array"};
int alive;

struct Item : kernel::Pinned {
	explicit Item(int number) : number(number) { ++alive; }
	~Item() { --alive; }
	int number;
};

Box<Item> item(int number)
{
	return Box<Item>::make(Gfp::kernel, number).value();
}

// "index:number ..." of all.
std::string contents(Xarray<Item> &array)
{
	std::string text;
	auto held = array.lock();
	for (auto [index, each] : held)
		text += std::to_string(index) + ':' + std::to_string(each.number) + ' ';
	return text;
}

struct Array : Fresh {
	Array() { alive = 0; }
	~Array() { CHECK(alive == 0); }
};

} // namespace

TEST_CASE_METHOD(Array, "what is stored is found by its number, replaced, and given back")
{
	Xarray<Item> array(array_class);
	CHECK(array.empty());
	CHECK(array.store(5, item(50), Gfp::kernel).value().get() == nullptr);
	CHECK(array.store(ULONG_MAX, item(70), Gfp::kernel).value().get() == nullptr);
	CHECK(array.insert(0, item(10), Gfp::kernel).ok());
	CHECK(contents(array) == "0:10 5:50 " + std::to_string(ULONG_MAX) + ":70 ");
	CHECK(array.store(5, item(51), Gfp::kernel).value()->number == 50);
	CHECK(alive == 3);
	CHECK(array.insert(5, item(52), Gfp::kernel).error() == errors::busy);
	CHECK(alive == 3);
	CHECK(array.erase(5)->number == 51);
	CHECK(array.erase(5).get() == nullptr);
	CHECK(alive == 2);
	CHECK_FALSE(array.empty());
	{
		auto held = array.lock();
		CHECK(held.get(0)->number == 10);
		CHECK(held.get(5) == nullptr);
		held.get(ULONG_MAX)->number = 71;
	}
	array.clear();
	CHECK((array.empty() && alive == 0));
}

TEST_CASE_METHOD(Array, "an array that ends destroys what is in it")
{
	Xarray<Item> array(array_class);
	for (int number = 0; number < 9; ++number)
		REQUIRE(array.insert(static_cast<unsigned long>(number) * 100, item(number), Gfp::kernel)
				.ok());
	CHECK(alive == 9);
}

TEST_CASE_METHOD(Array, "the lowest free number of a range is given, until none is")
{
	Xarray<Item> array(array_class);
	CHECK(array.alloc(item(1), 3, 5, Gfp::kernel).value() == 3);
	CHECK(array.alloc(item(2), 3, 5, Gfp::kernel).value() == 4);
	CHECK(array.alloc(item(3), 3, 5, Gfp::kernel).value() == 5);
	CHECK(array.alloc(item(4), 3, 5, Gfp::kernel).error() == errors::busy);
	CHECK(array.alloc(item(4), 5, 3, Gfp::kernel).error() == errors::busy);
	CHECK(alive == 3);
	array.erase(4);
	CHECK(array.alloc(item(5), 3, 5, Gfp::kernel).value() == 4);
	CHECK(contents(array) == "3:1 4:5 5:3 ");
}

TEST_CASE_METHOD(Array, "the body of a loop may erase any entry, and keep its box until the lock is gone")
{
	Xarray<Item> array(array_class);
	for (int number = 0; number < 6; ++number)
		REQUIRE(array.alloc(item(number), 0, 9, Gfp::kernel).ok());
	std::vector<Box<Item>> taken;
	{
		auto held = array.lock();
		for (auto [index, each] : held)
			if (each.number % 2 == 0)
				taken.push_back(held.erase(index));
		CHECK(held.erase(0).get() == nullptr);
		CHECK(alive == 6);
	}
	CHECK(taken.size() == 3);
	CHECK(contents(array) == "1:1 3:3 5:5 ");
}

TEST_CASE_METHOD(Array, "an empty box is EINVAL")
{
	Xarray<Item> array(array_class);
	CHECK(array.store(1, Box<Item>::take(nullptr), Gfp::kernel).error() == errors::invalid);
	CHECK(array.insert(1, Box<Item>::take(nullptr), Gfp::kernel).error() == errors::invalid);
	CHECK(array.alloc(Box<Item>::take(nullptr), 0, 9, Gfp::kernel).error() == errors::invalid);
	CHECK(array.empty());
}

TEST_CASE_METHOD(Array, "whichever allocation fails, the array is as it was and the object is gone")
{
	const auto fill = [](Xarray<Item> &array) -> Result<void> {
		TRY(array.insert(7, TRY(Box<Item>::make(Gfp::kernel, 1)), Gfp::kernel));
		TRY(array.store(8, TRY(Box<Item>::make(Gfp::kernel, 2)), Gfp::kernel));
		TRY(array.alloc(TRY(Box<Item>::make(Gfp::kernel, 3)), 0, 9, Gfp::kernel));
		return {};
	};
	const unsigned int allocations = with_each_failing_allocation([&] {
		Xarray<Item> array(array_class);
		const Result<void> filled = fill(array);
		CHECK(filled.ok() == !fake::allocation_failed());
		CHECK((filled.ok() || filled.error() == errors::no_memory));
		const std::string before = contents(array);
		CHECK(std::string("0:3 7:1 8:2 ").find(before.empty() ? "0" : before) != std::string::npos);
		CHECK(alive == static_cast<int>(before.size() / 4));
	});
	CHECK(allocations == 6);
}

TEST_CASE_METHOD(Array, "a counted object is used after the lock, even if it is erased meanwhile")
{
	Xarray<Ref<Item>> array(array_class);
	REQUIRE(array.insert(1,
			     Box<Ref<Item>>::make(Gfp::kernel, Ref<Item>::make(Gfp::kernel, 4).value())
				     .value(),
			     Gfp::kernel)
			.ok());
	const auto copy = [&] {
		auto held = array.lock();
		return *held.get(1);
	};
	const Ref<Item> mine = copy();
	array.erase(1);
	CHECK((array.empty() && alive == 1 && mine->number == 4));
}

TEST_CASE_METHOD(Array, "the fake kernel notices a task that sleeps under the lock")
{
	Xarray<Item> array(array_class);
	auto box = item(1);
	{
		auto held = array.lock();
		const auto slept = Box<int>::make(Gfp::kernel, 1);
		CHECK(Box<int>::make(Gfp::atomic, 1).ok());
	}
	CHECK(fake::take_violations().size() == 1);
}

TEST_CASE_METHOD(Array, "objects that threads put in and take out are each destroyed once")
{
	static std::atomic<int> counted;
	struct Counter {
		Counter() { ++counted; }
		~Counter() { --counted; }
	};
	{
		Xarray<Counter> array(array_class);
		std::vector<std::thread> threads;
		for (int number = 0; number < 4; ++number)
			threads.emplace_back([&] {
				for (unsigned long round = 0; round < 500; ++round) {
					(void)array.store(round % 7, Box<Counter>::make(Gfp::kernel).value(),
							  Gfp::kernel);
					array.erase(round % 5);
					auto held = array.lock();
					for (auto [index, each] : held)
						if (index == 6)
							held.erase(index);
				}
			});
		for (std::thread &thread : threads)
			thread.join();
	}
	CHECK(counted == 0);
}

TEST_CASE_METHOD(Fresh, "an ida gives the lowest free number, and a number comes back with its owner")
{
	Ida ida;
	CHECK(ida.empty());
	{
		const IdaNumber zero = ida.alloc(Gfp::kernel).value();
		IdaNumber one = ida.alloc(Gfp::kernel).value();
		CHECK((zero.value() == 0 && one.value() == 1));
		one = ida.alloc(7, 8, Gfp::kernel).value();
		CHECK(one.value() == 7);
		IdaNumber moved = std::move(one);
		CHECK(moved.value() == 7);
		CHECK(ida.alloc(Gfp::kernel).value().value() == 1);
		CHECK_FALSE(ida.empty());
	}
	CHECK(ida.empty());
}

TEST_CASE_METHOD(Fresh, "an ida whose range is used up is ENOSPC, one without memory ENOMEM")
{
	Ida ida;
	const IdaNumber one = ida.alloc(1, 2, Gfp::kernel).value();
	const IdaNumber two = ida.alloc(1, 2, Gfp::kernel).value();
	CHECK(ida.alloc(1, 2, Gfp::kernel).error() == errors::no_space);
	CHECK(ida.alloc(2, 1, Gfp::kernel).error() == errors::no_space);
	CHECK(ida.alloc(UINT_MAX, UINT_MAX, Gfp::kernel).error() == errors::no_space);
	CHECK(ida.alloc(Ida::max, UINT_MAX, Gfp::kernel).value().value() == Ida::max);
	fake::fail_allocation(1);
	CHECK(ida.alloc(Gfp::atomic).error() == errors::no_memory);
	CHECK(fake::last_gfp() == LAYOUT_GFP_ATOMIC);
}

TEST_CASE_METHOD(Fresh, "an ida that ends before a number of it is a WARN")
{
	// (The number is never given back: there is nobody to take it.)
	alignas(IdaNumber) unsigned char memory[sizeof(IdaNumber)];
	{
		Ida ida;
		new (memory) IdaNumber(ida.alloc(Gfp::kernel).value());
	}
	CHECK(fake::take_warnings().size() == 1);
}
