// SPDX-License-Identifier: MIT
// A 32-bit process is served like any other: runs the program of compat32.c and reads its verdicts.
#include "catch.hpp"

#include "guest.hpp"

#include <algorithm>

using namespace guest;

namespace
{

const std::string program = beside("rusty-compat32") + " 2>&1; echo status $?";

} // namespace

TEST_CASE_METHOD(Loaded, "a 32-bit process sees the same contract", "[compat]")
{
	const std::string output = shell(program);
	INFO(output);
	CHECK(output.find("FAILED") == std::string::npos);
	CHECK(output.ends_with("all hold\nstatus 0\n"));
	// 33 checks and the two lines above: the program has run to its end.
	CHECK(std::ranges::count(output, '\n') == 35);
	CHECK(state().number ==
	      32 - 0x100000000LL); // the result of its last ADD, as a 64-bit process sees it
}

TEST_CASE_METHOD(Unloaded, "a 32-bit process without the device says so", "[compat]")
{
	const std::string output = shell(program);
	CHECK(output == "rusty-compat32: unable to open /dev/rusty: No such file or directory\nstatus 2\n");
}
