// SPDX-License-Identifier: GPL-2.0-only
// Files in /proc: what they show, how long it may be, and that they go.
#include "kernel/proc/proc.hpp"

#include "tests/kit/host/fresh.hpp"

using kernel::Errno;
using kernel::Result;
using kernel::TextWriter;
namespace errors = kernel::errors;

namespace
{

class Shown
{
public:
	Result<void> show(TextWriter &text) const
	{
		for (int line = 0; line < lines; ++line)
			text.print("line {}\n", line);
		return returned;
	}
	int lines = 1;
	Result<void> returned;
	kernel::ProcFile<&Shown::show> file{*this};
};

} // namespace

TEST_CASE_METHOD(Fresh, "a file in /proc shows what its object writes, until either goes")
{
	{
		Shown shown;
		CHECK(fake::read_proc("shown") == "no such file");
		REQUIRE(shown.file.create("shown").ok());
		CHECK(fake::mode_of_proc("shown") == 0444);
		CHECK(fake::read_proc("shown") == "line 0\n");
		CHECK(fake::shows() == 1);
		CHECK(shown.file.create("shown").error() == errors::busy);
		shown.file.remove();
		CHECK(fake::read_proc("shown") == "no such file");
		shown.file.remove();
		REQUIRE(shown.file.create("again", 0400).ok());
		CHECK(fake::mode_of_proc("again") == 0400);
	}
	CHECK(fake::read_proc("again") == "no such file");
}

TEST_CASE_METHOD(Fresh,
		 "its text may be of any length, and what does not fit is written again with more room")
{
	Shown shown;
	REQUIRE(shown.file.create("shown").ok());
	shown.lines = 0;
	CHECK(fake::read_proc("shown").empty());
	shown.lines = 10;
	CHECK(fake::read_proc("shown").size() == 70);
	CHECK(fake::shows() == 4); // 16, 32, 64, 128
	shown.lines = 1;
	CHECK(fake::read_proc("shown", 7) == "line 0\n"); // as long as the room
	CHECK(fake::shows() == 2);
}

TEST_CASE_METHOD(Fresh, "what cannot be shown or made is an errno")
{
	Shown shown, other;
	CHECK(shown.file.create("shown", 0644).error() == errors::invalid);
	fake::fail_allocation(1);
	CHECK(shown.file.create("shown").error() == errors::no_memory);
	REQUIRE(shown.file.create("shown").ok());
	CHECK(other.file.create("shown").error() == errors::no_memory);
	shown.returned = Errno(ENXIO);
	CHECK(fake::read_proc("shown") == fake::errno_text(ENXIO));
}
