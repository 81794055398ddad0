// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/random/random.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

[[maybe_unused]] u32 numbers()
{
	u8 bytes[4];
	const u8 shared[4] = {};
	bool flags[4];
	get_random_bytes(bytes);
	get_random_bytes(shared); // FAULT: (could not convert|cannot convert|no matching|no viable)
	get_random_bytes(flags); // FAULT: (could not convert|cannot convert|no matching|no viable)
	get_random_u32(); // FAULT: (ignoring|nodiscard)
	get_random_u64(); // FAULT: (ignoring|nodiscard)
	get_random_u32_below(6); // FAULT: (ignoring|nodiscard)
	return bytes[0];
}

} // namespace
