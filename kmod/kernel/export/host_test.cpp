// SPDX-License-Identifier: GPL-2.0-only
// What the words of a NAME.exports.h declare.
#include "kernel/export/exports.hpp"

#include "tests/kit/host/fresh.hpp"

struct exported_thing;
EXPORTED(s64, exported_add, s64 by, u32 times)
EXPORTED(void, exported_nothing, void)
EXPORTED(bool, exported_pointer, const struct exported_thing *thing, char letter, const void *other)

namespace
{
s64 total = 0;
}

s64 exported_add(s64 by, u32 times)
{
	return total += by * times;
}

// (Another name in C++: it links only if that in C is there.)
s64 by_its_name_in_c(s64 by, u32 times) __asm__("exported_add");

TEST_CASE_METHOD(Fresh, "an exported function has its name in C, and may take what C has")
{
	CHECK(by_its_name_in_c(20, 2) == 40);
	CHECK(exported_add(2, 1) == total);
	STATIC_REQUIRE(std::is_same_v<decltype(exported_nothing), void()>);
	STATIC_REQUIRE(
		std::is_same_v<decltype(exported_pointer), bool(const exported_thing *, char, const void *)>);
}
