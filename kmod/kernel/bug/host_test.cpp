// SPDX-License-Identifier: GPL-2.0-only
// What violates an invariant ends the task; what is only wrong is warned of.
#include "kernel/bug/bug.hpp"

#include "tests/kit/host/fresh.hpp"

TEST_CASE_METHOD(Fresh, "a bug does not return, and a warning does, with its text")
{
	CHECK_THROWS_AS(kernel::bug(), fake::Bug);
	kernel::warn("strange");
	CHECK(fake::take_warnings() == std::vector<std::string>{"strange"});
}
