// SPDX-License-Identifier: MIT
// What people type: a real shell (busybox) and its tools on the device and its files.
#include "catch.hpp"

#include "guest.hpp"

using namespace guest;

TEST_CASE_METHOD(Loaded, "cat, echo, printf and dd work on the device", "[shell]")
{
	CHECK(shell("cat /dev/rusty") == "2023\n");
	CHECK(shell("echo 0x1F > /dev/rusty && cat /dev/rusty /dev/rusty") == "31\n31\n");
	CHECK(shell("printf '%s' -5 > /dev/rusty; dd if=/dev/rusty bs=1 2>/dev/null") == "-5\n");
}

// busybox's read polls before each byte, and reads that byte alone.
TEST_CASE_METHOD(Loaded, "the shell's read takes the line without waiting", "[shell]")
{
	CHECK(shell("read n < /dev/rusty && echo \"<$n>\"") == "<2023>\n");
	REQUIRE(put(device, "-9223372036854775808") == 20);
	CHECK(shell("read n < /dev/rusty && echo \"<$n>\"") == "<-9223372036854775808>\n");
}

TEST_CASE_METHOD(Loaded, "echo and cat work on the files of sysfs", "[shell]")
{
	CHECK(shell("cd " + sysfs +
		    " && echo 0b11 > number && echo 017 > unpinned_number && "
		    "cat number unpinned_number numbers") == "3\n15\n72,108,200\n");
}

TEST_CASE_METHOD(Loaded, "what is no number fails in the shell, with the error's name", "[shell]")
{
	const State before = state();
	CHECK(shell("(echo abc > /dev/rusty) 2>&1 || echo failed").find("Invalid argument") !=
	      std::string::npos);
	CHECK(state() == before);
}
