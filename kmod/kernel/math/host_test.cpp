// SPDX-License-Identifier: GPL-2.0-only
// Division of 64 bits.
#include "kernel/math/div.hpp"

#include <cstdint>

#include "tests/kit/host/fresh.hpp"

static_assert(kernel::div_u64(100, 7) == 14);

TEST_CASE("a division is the machine's own, when compiling, when running, and by the kernel's function")
{
	for (const u64 dividend : {u64{0}, u64{9}, u64{10}, u64{UINT32_MAX}, u64{UINT64_MAX}})
		for (const u32 divisor : {1u, 3u, 10u, UINT32_MAX}) {
			CHECK(kernel::div_u64(dividend, divisor) == dividend / divisor);
			CHECK(shim_div_u64(dividend, divisor) == dividend / divisor);
		}
}
