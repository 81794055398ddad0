// SPDX-License-Identifier: GPL-2.0-only
// Caches of objects of one type: who gives what back, and a cache that ends too early.
#include <cstdint>
#include <new>
#include <utility>

#include "kernel/memory/cache.hpp"
#include "kernel/memory/vec.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::Cache;
using kernel::CacheBox;
using kernel::Gfp;
using kernel::Vec;
namespace errors = kernel::errors;

namespace
{

struct Packet : kernel::Pinned {
	Packet(int &alive, int length) : alive(alive), length(length) { ++alive; }
	~Packet() { --alive; }
	int &alive;
	int length;
};
struct alignas(64) Line {
	int number = 3;
};

} // namespace

TEST_CASE_METHOD(Fresh, "objects of a cache are made in place, moved by pointer, and given back")
{
	int alive = 0;
	{
		Cache<Packet> cache;
		REQUIRE(cache.create("packets").ok());
		auto first = cache.make(Gfp::kernel, alive, 5).value();
		auto second = cache.make(Gfp::atomic, alive, 6).value();
		CHECK(fake::last_gfp() == LAYOUT_GFP_ATOMIC);
		CHECK((first->length == 5 && (*second).length == 6 && alive == 2));
		const Packet *const address = first.get();
		CacheBox<Packet> moved(std::move(first));
		CHECK((moved.get() == address && first.get() == nullptr));
		second = std::move(moved);
		CHECK((second.get() == address && alive == 1));
		Vec<CacheBox<Packet>> many;
		for (int length = 0; length < 9; ++length)
			REQUIRE(many.push(cache.make(Gfp::kernel, alive, length).value(), Gfp::kernel).ok());
		CHECK(alive == 10);
	}
	CHECK(alive == 0);
}

TEST_CASE_METHOD(Fresh, "a cache aligns its objects as their type says")
{
	Cache<Line> cache;
	REQUIRE(cache.create("lines").ok());
	const auto line = cache.make(Gfp::kernel).value();
	CHECK(reinterpret_cast<std::uintptr_t>(line.get()) % 64 == 0);
	CHECK(line->number == 3);
}

TEST_CASE_METHOD(Fresh, "a cache that was not created, or twice, is an errno")
{
	Cache<Line> cache;
	CHECK(cache.make(Gfp::kernel).error() == errors::invalid);
	REQUIRE(cache.create("lines").ok());
	CHECK(cache.create("lines").error() == errors::busy);
	CHECK(cache.make(Gfp::kernel).ok());
}

TEST_CASE_METHOD(Fresh, "whichever allocation of a cache fails, all is given back")
{
	const unsigned int allocations = with_each_failing_allocation([] {
		int alive = 0;
		Cache<Packet> cache;
		const auto created = cache.create("packets");
		if (!created.ok()) {
			CHECK(created.error() == errors::no_memory);
			CHECK(cache.make(Gfp::kernel, alive, 1).error() == errors::invalid);
			return;
		}
		const auto packet = cache.make(Gfp::kernel, alive, 1);
		CHECK((packet.ok() || packet.error() == errors::no_memory));
		CHECK(alive == (packet.ok() ? 1 : 0));
	});
	CHECK(allocations == 3); // the slab cache, what it is known by, the object
}

TEST_CASE_METHOD(Fresh, "a cache that ends before an object of it is a WARN, and the object lives on")
{
	int alive = 0;
	kmem_cache *slabs = nullptr;
	void *core = nullptr;
	{
		CacheBox<Packet> packet = [&] {
			Cache<Packet> cache;
			REQUIRE(cache.create("packets").ok());
			auto made = cache.make(Gfp::kernel, alive, 5).value();
			core = *reinterpret_cast<void **>(&cache);
			slabs = static_cast<kernel::CacheCore *>(core)->slabs;
			return made;
		}();
		CHECK(fake::take_warnings().size() == 1);
		CHECK((packet->length == 5 && alive == 1));
	}
	CHECK(alive == 0);
	// (What was lost on purpose.)
	CHECK(fake::live_allocations() == 2);
	shim_kmem_cache_destroy(slabs);
	shim_kfree(core);
}
