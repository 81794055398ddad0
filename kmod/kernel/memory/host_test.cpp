// SPDX-License-Identifier: GPL-2.0-only
// Box, Vec and Page: what is owned, moved and given back, and what is left when memory runs out.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "tests/kit/host/fresh.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/memory/page.hpp"
#include "kernel/memory/vec.hpp"

using kernel::Box;
using kernel::Gfp;
using kernel::Page;
using kernel::Result;
using kernel::Vec;
namespace errors = kernel::errors;

namespace
{

class Tracked : kernel::Pinned
{
public:
	Tracked(int &alive, int value) : alive_(alive), value_(value) { ++alive_; }
	~Tracked() { --alive_; }
	int value() const { return value_; }

private:
	int &alive_;
	int value_;
};

std::string items(const Vec<int> &vec)
{
	std::string text;
	for (const int item : vec.items())
		text += std::to_string(item) + ' ';
	return text;
}

Vec<int> vec_of(std::initializer_list<int> numbers)
{
	const kernel::Span<const int> span(numbers.begin(), numbers.size());
	auto made = Vec<int>::copy_of(span, Gfp::kernel);
	return std::move(made).value();
}

} // namespace

TEST_CASE_METHOD(Fresh, "a box owns its object until its end")
{
	int alive = 0;
	{
		auto made = Box<Tracked>::make(Gfp::kernel, alive, 5);
		REQUIRE(made.ok());
		CHECK(alive == 1);
		CHECK(made.value()->value() == 5);
		CHECK((*made.value()).value() == 5);
		CHECK(fake::live_allocations() == 1);
	}
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Fresh, "a box is moved by handing its object on")
{
	int alive = 0;
	auto first = Box<Tracked>::make(Gfp::kernel, alive, 1).value();
	auto second = Box<Tracked>::make(Gfp::kernel, alive, 2).value();
	const Tracked *const object = first.get();
	Box<Tracked> third = std::move(first);
	CHECK(first.get() == nullptr);
	CHECK(third.get() == object);
	CHECK(alive == 2);
	second = std::move(third);
	CHECK(alive == 1);
	CHECK(second->value() == 1);
	Box<Tracked> &same = second;
	second = std::move(same);
	CHECK(alive == 1);
	CHECK(second->value() == 1);
}

TEST_CASE_METHOD(Fresh, "what a box releases is its caller's until a box takes it again")
{
	int alive = 0;
	Tracked *object = nullptr;
	{
		auto box = Box<Tracked>::make(Gfp::kernel, alive, 3).value();
		object = box.release();
		CHECK(box.get() == nullptr);
	}
	CHECK(alive == 1);
	Box<Tracked>::take(object);
	CHECK(alive == 0);
	Box<Tracked>::take(nullptr);
}

TEST_CASE_METHOD(Fresh, "a box without memory is ENOMEM and makes nothing")
{
	int alive = 0;
	fake::fail_allocation(1);
	CHECK(Box<Tracked>::make(Gfp::kernel, alive, 3).error() == errors::no_memory);
	CHECK(alive == 0);
	CHECK(Box<Tracked>::make(Gfp::kernel, alive, 3).ok());
}

TEST_CASE_METHOD(Fresh, "an allocation is made with the flags that it was asked for")
{
	(void)Box<int>::make(Gfp::kernel, 1);
	CHECK(fake::last_gfp() == LAYOUT_GFP_KERNEL);
	(void)Box<int>::make(Gfp::atomic, 1);
	CHECK(fake::last_gfp() == LAYOUT_GFP_ATOMIC);
	Vec<int> vec;
	CHECK(vec.push(1, Gfp::kernel_quiet).ok());
	CHECK(fake::last_gfp() == (LAYOUT_GFP_KERNEL | LAYOUT_GFP_NOWARN));
	(void)Page::make(Gfp::atomic);
	CHECK(fake::last_gfp() == (LAYOUT_GFP_ATOMIC | LAYOUT_GFP_ZERO));
}

TEST_CASE_METHOD(Fresh, "a vector keeps what is pushed, in order, while it grows")
{
	Vec<int> vec;
	CHECK(vec.empty());
	for (int item = 0; item < 1000; ++item)
		REQUIRE(vec.push(item, Gfp::kernel).ok());
	CHECK(vec.size() == 1000);
	CHECK(vec.capacity() >= 1000);
	int wrong = 0;
	for (std::size_t index = 0; index < 1000; ++index)
		wrong += vec.at(index).value() == static_cast<int>(index) ? 0 : 1;
	CHECK(wrong == 0);
	CHECK(vec.at(1000).error() == errors::out_of_range);
	vec.at(7).value() = -7;
	CHECK(vec.begin()[7] == -7);
	CHECK(vec.end() - vec.begin() == 1000);
	vec.clear();
	CHECK(vec.empty());
	CHECK(vec.capacity() >= 1000);
	CHECK(vec.at(0).error() == errors::out_of_range);
}

TEST_CASE_METHOD(Fresh, "a vector that cannot grow is as it was")
{
	Vec<int> vec = vec_of({1, 2, 3});
	while (vec.size() < vec.capacity())
		REQUIRE(vec.push(9, Gfp::kernel).ok());
	const std::string before = items(vec);
	const std::size_t capacity = vec.capacity();
	fake::fail_allocation(1);
	CHECK(vec.push(4, Gfp::kernel).error() == errors::no_memory);
	fake::fail_allocation(1);
	CHECK(vec.reserve(1000, Gfp::kernel).error() == errors::no_memory);
	CHECK(vec.reserve(SIZE_MAX, Gfp::kernel).error() == errors::overflow);
	CHECK(vec.reserve(SIZE_MAX / sizeof(int) + 1, Gfp::kernel).error() == errors::overflow);
	CHECK(items(vec) == before);
	CHECK(vec.capacity() == capacity);
	CHECK(vec.push(4, Gfp::kernel).ok());
	CHECK(items(vec) == before + "4 ");
}

TEST_CASE_METHOD(Fresh, "a reserve of what there is already allocates nothing")
{
	Vec<int> vec;
	CHECK(vec.reserve(0, Gfp::kernel).ok());
	CHECK(fake::live_allocations() == 0);
	CHECK(vec.reserve(8, Gfp::kernel).ok());
	CHECK(vec.capacity() == 8);
	fake::fail_allocation(1);
	CHECK(vec.reserve(8, Gfp::kernel).ok());
	CHECK(vec.reserve(3, Gfp::kernel).ok());
	for (int item = 0; item < 8; ++item)
		CHECK(vec.push(item, Gfp::kernel).ok());
	CHECK_FALSE(fake::allocation_failed());
}

TEST_CASE_METHOD(Fresh, "a vector is moved by handing its items on")
{
	Vec<int> first = vec_of({1, 2, 3});
	Vec<int> second = std::move(first);
	CHECK(first.empty());
	CHECK(first.capacity() == 0);
	CHECK(items(second) == "1 2 3 ");
	Vec<int> third = vec_of({4});
	third = std::move(second);
	CHECK(items(third) == "1 2 3 ");
	CHECK(second.empty());
	CHECK(second.push(5, Gfp::kernel).ok());
	CHECK(items(second) == "5 ");
}

TEST_CASE_METHOD(Fresh, "a copy of a span is its own, or ENOMEM")
{
	int numbers[] = {1, 2};
	Vec<int> copy = Vec<int>::copy_of(kernel::Span<const int>(numbers, 2), Gfp::kernel).value();
	numbers[0] = 7;
	CHECK(items(copy) == "1 2 ");
	CHECK(Vec<int>::copy_of({}, Gfp::kernel).value().empty());
	fake::fail_allocation(1);
	CHECK(Vec<int>::copy_of(kernel::Span<const int>(numbers, 2), Gfp::kernel).error() ==
	      errors::no_memory);
}

TEST_CASE_METHOD(Fresh, "whichever allocation fails on the way, nothing is leaked")
{
	const auto build = []() -> Result<Vec<int>> {
		Vec<int> vec;
		const Box<int> box = TRY(Box<int>::make(Gfp::kernel, 1));
		for (int item = 0; item < 20; ++item)
			TRY(vec.push(item + *box, Gfp::kernel));
		const Page page = TRY(Page::make(Gfp::kernel));
		TRY(vec.push(*static_cast<int *>(page.address()), Gfp::kernel));
		return vec;
	};
	const unsigned int allocations = with_each_failing_allocation([&] {
		auto built = build();
		CHECK(built.ok() == !fake::allocation_failed());
		CHECK((built.ok() || built.error() == errors::no_memory));
	});
	CHECK(allocations == 6); // the box; room for 4, 8, 16 and 32; the page
}

TEST_CASE_METHOD(Fresh, "a page is whole, zeroed and counted")
{
	auto made = Page::make(Gfp::kernel);
	REQUIRE(made.ok());
	Page page = std::move(made).value();
	const auto *bytes = static_cast<unsigned char *>(page.address());
	CHECK(reinterpret_cast<std::uintptr_t>(bytes) % LAYOUT_PAGE_SIZE == 0);
	CHECK(std::count(bytes, bytes + LAYOUT_PAGE_SIZE, 0) == LAYOUT_PAGE_SIZE);
	CHECK(page.raw()->count == 1);
	struct page *const mapped = page.raw();
	shim_get_page(mapped);
	{
		const Page moved = std::move(page);
		CHECK(moved.raw() == mapped);
		CHECK(page.raw() == nullptr);
		CHECK(mapped->count == 2);
	}
	CHECK(mapped->count == 1);
	CHECK(mapped->bytes[0] == 0);
	shim_put_page(mapped);
	fake::fail_allocation(1);
	CHECK(Page::make(Gfp::kernel).error() == errors::no_memory);
}
