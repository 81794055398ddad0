// SPDX-License-Identifier: GPL-2.0-only
// RefCount and Ref: the last holder destroys the object.
#include "kernel/ref/ref.hpp"

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include "tests/kit/host/fresh.hpp"

using kernel::Gfp;
using kernel::Ref;
using kernel::RefCount;

namespace
{

class Tracked : kernel::Pinned
{
public:
	explicit Tracked(std::atomic<int> &alive, int value = 0) : value(value), alive_(alive) { ++alive_; }
	~Tracked() { --alive_; }
	int value;

private:
	std::atomic<int> &alive_;
};

struct Holding : Fresh {
	std::atomic<int> alive = 0;
	Ref<Tracked> make(int value) { return Ref<Tracked>::make(Gfp::kernel, alive, value).value(); }
};

} // namespace

TEST_CASE_METHOD(Fresh, "a count begins at one, and the last put returns true")
{
	RefCount count;
	count.get();
	count.get();
	CHECK_FALSE(count.put());
	CHECK_FALSE(count.put());
	CHECK(count.put());
}

TEST_CASE_METHOD(Holding, "copies hold the same object, which the last of them destroys")
{
	{
		auto first = make(1);
		{
			const Ref<Tracked> second = first;
			CHECK(second.get() == first.get());
			second->value = 2;
		}
		CHECK(alive == 1);
		CHECK((*first).value == 2);
		Ref<Tracked> moved = std::move(first);
		CHECK(first.get() == nullptr);
		CHECK(Ref<Tracked>(first).get() == nullptr);
		CHECK(moved->value == 2);
		CHECK(alive == 1);
		CHECK(fake::live_allocations() == 1);
	}
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Holding, "an assignment lets go of what was held, also to itself")
{
	auto first = make(1);
	auto second = make(2);
	CHECK(alive == 2);
	first = second;
	CHECK(alive == 1);
	CHECK(first->value == 2);
	const Ref<Tracked> &same = first;
	first = same;
	CHECK((alive == 1 && first->value == 2));
	first = std::move(second);
	CHECK((alive == 1 && second.get() == nullptr));
	second = make(3);
	CHECK(alive == 2);
}

TEST_CASE_METHOD(Holding, "without memory there is an error and no object")
{
	fake::fail_allocation(1);
	CHECK(Ref<Tracked>::make(Gfp::atomic, alive).error() == kernel::errors::no_memory);
	CHECK(alive == 0);
	CHECK(Ref<Tracked>::make(Gfp::atomic, alive).ok());
	CHECK(fake::last_gfp() == LAYOUT_GFP_ATOMIC);
}

TEST_CASE_METHOD(Holding, "threads that hold and let go at once destroy it once")
{
	std::vector<std::thread> threads;
	{
		const auto shared = make(0);
		for (int thread = 0; thread < 3; ++thread)
			threads.emplace_back([shared] {
				for (int round = 0; round < 2000; ++round) {
					Ref<Tracked> copy = shared;
					const Ref<Tracked> moved = std::move(copy);
				}
			});
	}
	for (auto &thread : threads)
		thread.join();
	CHECK(alive == 0);
}

// The fake must notice what these tests rely on.
TEST_CASE_METHOD(Fresh, "the fake kernel notices a reference to what is gone, and one too many given back")
{
	RefCount count;
	CHECK(count.put());
	count.get();
	CHECK(fake::take_violations() == std::vector<std::string>{"a reference to what is gone"});
	(void)count.put();
	(void)count.put();
	CHECK(fake::take_violations().size() == 1);
}
