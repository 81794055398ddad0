// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/memory/box.hpp"
#include "kernel/ring/ring.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct alignas(64) Wide {
	int number;
};
struct Fixed : Pinned {
	int number = 0;
};

[[maybe_unused]] Result<void> rings()
{
	Ring<int> ring = TRY(Ring<int>::make(8, Gfp::kernel));
	Ring<Box<int>> boxes = TRY(Ring<Box<int>>::make(8, Gfp::kernel));
	TRY(ring.push(1));
	ring.push(1); // FAULT: an error would be ignored
	ring.pop(); // FAULT: an error would be ignored
	Ring<int>::make(8, Gfp::kernel); // FAULT: an error would be ignored
	ring.full(); // FAULT: (ignoring|nodiscard)
	ring.empty(); // FAULT: (ignoring|nodiscard)
	Ring<int> copy = ring; // FAULT: (deleted|implicitly)
	Ring<Wide> unaligned; // FAULT: kmalloc does not align this type
	Ring<Fixed> of_what_stays; // FAULT: (constraint|is_constructible)
	Span<Box<int>> some;
	boxes.pop_some(some); // FAULT: (constraint|no matching|invalid reference)
	return {};
}

} // namespace
