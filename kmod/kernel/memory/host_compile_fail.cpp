// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/memory/box.hpp"
#include "kernel/memory/cache.hpp"
#include "kernel/memory/page.hpp"
#include "kernel/memory/vec.hpp"
#include "kernel/ref/ref.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct alignas(64) Wide {
	int number;
};
struct Owner : Pinned {
	int number = 0;
};

[[maybe_unused]] Result<void> ownership()
{
	auto box = TRY(Box<Owner>::make(Gfp::kernel));
	auto page = TRY(Page::make(Gfp::kernel));
	Vec<int> vec;
	Vec<Box<Owner>> boxes;
	auto moved = kernel::move(box);
	const auto shared = TRY(Ref<Owner>::make(Gfp::kernel));
	const Ref<Owner> same = shared;
	auto copied = box; // FAULT: (deleted|implicitly-declared)
	auto page_copy = page; // FAULT: (deleted|implicitly-declared)
	auto vec_copy = vec; // FAULT: (deleted|implicitly-declared)
	auto boxes_copy = boxes; // FAULT: (deleted|implicitly-declared)
	auto object = *moved; // FAULT: (deleted|ill-formed)
	*moved = *moved; // FAULT: (deleted|ill-formed)
	auto moved_object = kernel::move(*moved); // FAULT: (deleted|ill-formed)
	auto unaligned = Box<Wide>::make(Gfp::kernel); // FAULT: kmalloc does not align this type
	Vec<Wide> unaligned_items; // FAULT: kmalloc does not align this type
	Box<Owner> made_by_hand(moved.get()); // FAULT: private
	Vec<Owner> of_what_stays; // FAULT: (constraint|is_constructible)
	TRY(vec.push(1, Gfp::kernel));
	vec.push(1, Gfp::kernel); // FAULT: ignoring
	vec.pop(); // FAULT: ignoring
	(void)Vec<Box<Owner>>::copy_of({}, Gfp::kernel); // FAULT: (no matching|constraint|invalid reference)
	RefCount count;
	RefCount other = count; // FAULT: (deleted|ill-formed)
	count.put(); // FAULT: ignoring
	VBox<Owner> large = TRY(VBox<Owner>::make(Gfp::kernel));
	VVec<int> many;
	Box<Owner> other_memory = kernel::move(large); // FAULT: (conversion|cannot convert|no viable)
	vec = kernel::move(many); // FAULT: (no match|no viable)
	Cache<Owner> cache;
	TRY(cache.create("owners"));
	const char *name = "owners";
	CacheBox<Owner> cached = TRY(cache.make(Gfp::kernel));
	TRY(cache.create(name)); // FAULT: no matching
	cache.create("owners"); // FAULT: ignoring
	cache.make(Gfp::kernel); // FAULT: ignoring
	Cache<Owner> other_cache = cache; // FAULT: (deleted|ill-formed)
	CacheBox<Owner> other_cached = cached; // FAULT: (deleted|implicitly)
	CacheBox<Owner> cached_by_hand(nullptr, cached.get()); // FAULT: private
	box = kernel::move(cached); // FAULT: (no match|no viable)
	Box<Owner>::try_make(Gfp::kernel); // FAULT: (no member named .init.|ignoring)
	return {};
}

} // namespace
