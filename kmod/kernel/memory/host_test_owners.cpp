// SPDX-License-Identifier: GPL-2.0-only
// Vectors of what can only be moved, and objects whose making can fail.
#include <cstddef>
#include <string>
#include <utility>

#include "kernel/memory/box.hpp"
#include "kernel/memory/vec.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::Box;
using kernel::Gfp;
using kernel::Result;
using kernel::Vec;
namespace errors = kernel::errors;

namespace
{

std::string destroyed;

struct Named : kernel::Pinned {
	explicit Named(char name) : name(name) {}
	~Named() { destroyed += name; }
	char name;
};

struct Owners : Fresh {
	Owners() { destroyed.clear(); }

	static Result<void> push(Vec<Box<Named>> &vec, const char *names)
	{
		for (; *names != '\0'; ++names)
			TRY(vec.push(TRY(Box<Named>::make(Gfp::kernel, *names)), Gfp::kernel));
		return {};
	}
	static std::string names(Vec<Box<Named>> &vec)
	{
		std::string text;
		for (const Box<Named> &box : vec)
			text += box->name;
		return text;
	}
};

// Made of a number, which init() may refuse.
struct Initialised {
	explicit Initialised(int number) : number(number) {}
	~Initialised() { destroyed += 'i'; }
	Result<void> init()
	{
		if (number < 0)
			return errors::invalid;
		number *= 2;
		return {};
	}
	int number;
};

} // namespace

TEST_CASE_METHOD(
	Owners,
	"a vector of boxes keeps its objects where they are while it grows, and destroys the last one first")
{
	{
		Vec<Box<Named>> vec;
		REQUIRE(push(vec, "a").ok());
		const Named *const first = vec.at(0).value().get();
		REQUIRE(push(vec, "bcdefgh").ok());
		CHECK(names(vec) == "abcdefgh");
		CHECK(vec.at(0).value().get() == first);
		CHECK(vec.at(8).error() == errors::out_of_range);
		CHECK(destroyed.empty());
		CHECK(fake::live_allocations() == 9);
	}
	CHECK(destroyed == "hgfedcba");
}

TEST_CASE_METHOD(Owners, "pop destroys the last item, and clear all, whose room stays")
{
	Vec<Box<Named>> vec;
	REQUIRE(push(vec, "abc").ok());
	CHECK(vec.pop().ok());
	CHECK(destroyed == "c");
	CHECK(names(vec) == "ab");
	vec.clear();
	CHECK(destroyed == "cba");
	CHECK(vec.capacity() >= 3);
	CHECK(vec.pop().error() == errors::out_of_range);
	REQUIRE(push(vec, "d").ok());
	CHECK(names(vec) == "d");
}

TEST_CASE_METHOD(Owners, "an item that has no room is gone, and the vector as it was")
{
	Vec<Box<Named>> vec;
	REQUIRE(push(vec, "abcd").ok());
	auto box = Box<Named>::make(Gfp::kernel, 'e').value();
	fake::fail_allocation(1);
	CHECK(vec.push(std::move(box), Gfp::kernel).error() == errors::no_memory);
	CHECK(destroyed == "e");
	CHECK(names(vec) == "abcd");
	CHECK(vec.reserve(static_cast<std::size_t>(-1), Gfp::kernel).error() == errors::overflow);
	REQUIRE(push(vec, "f").ok());
	CHECK(names(vec) == "abcdf");
}

TEST_CASE_METHOD(Owners, "whichever allocation fails, each object is destroyed once")
{
	const unsigned int allocations = with_each_failing_allocation([] {
		destroyed.clear();
		Vec<Box<Named>> vec;
		const bool worked = push(vec, "abcde").ok();
		CHECK(worked == !fake::allocation_failed());
		const std::string pushed = names(vec);
		const std::string on_the_way = destroyed;
		CHECK(on_the_way.size() <= 1);
		vec.clear();
		CHECK(destroyed == on_the_way + std::string(pushed.rbegin(), pushed.rend()));
	});
	CHECK(allocations == 7); // five boxes; room for 4, then for 8
}

TEST_CASE_METHOD(Owners, "a vector of boxes is moved by handing its items on")
{
	Vec<Box<Named>> first;
	Vec<Box<Named>> second;
	REQUIRE(push(first, "ab").ok());
	REQUIRE(push(second, "cd").ok());
	second = std::move(first);
	CHECK(destroyed == "dc");
	CHECK(first.empty());
	CHECK(names(second) == "ab");
	Vec<Vec<int>> nested;
	Vec<int> inner;
	REQUIRE(inner.push(7, Gfp::kernel).ok());
	for (int row = 0; row < 6; ++row)
		REQUIRE(nested.push(Vec<int>::copy_of(inner.items(), Gfp::kernel).value(), Gfp::kernel).ok());
	CHECK(nested.at(5).value().at(0).value() == 7);
}

TEST_CASE_METHOD(Owners, "an object whose making fails where it stands is destroyed, and is the error")
{
	CHECK(Box<Initialised>::try_make(Gfp::kernel, 4).value()->number == 8);
	CHECK(destroyed == "i");
	CHECK(Box<Initialised>::try_make(Gfp::kernel, -1).error() == errors::invalid);
	CHECK(destroyed == "ii");
	fake::fail_allocation(1);
	CHECK(Box<Initialised>::try_make(Gfp::kernel, 4).error() == errors::no_memory);
	CHECK(destroyed == "ii");
}
