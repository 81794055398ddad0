// SPDX-License-Identifier: GPL-2.0-only
// Files in /proc: they come and go. (What is read from them the shell sees: /proc/rusty_selftest.)
#pragma once

#include "kernel/proc/proc.hpp"
#include "kernel/proc/proc_entry.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

class Procured : Pinned
{
public:
	Result<void> show(TextWriter &text) const
	{
		text.append("here\n");
		return {};
	}
	ProcFile<&Procured::show> file{*this};
};

// (A name that is taken would be a warning in the log, which nobody expects.)
Outcome a_name_is_free_again()
{
	for (int times = 0; times < 3; ++times) {
		Procured procured;
		TRY(procured.file.create("rusty_selftest_proc"));
		EXPECT(procured.file.create("rusty_selftest_proc").error() == errors::busy);
		procured.file.remove();
		TRY(procured.file.create("rusty_selftest_proc", 0400));
	}
	return {};
}

Outcome what_writes_is_refused()
{
	Procured procured;
	EXPECT(procured.file.create("rusty_selftest_proc", 0644).error() == errors::invalid);
	EXPECT(procured.file.create("rusty_selftest_proc", 0555).error() == errors::invalid);
	return {};
}

class ProcSpoken : Pinned
{
public:
	Result<size_t> read(UserWriter, Position) { return 0; }
	Result<size_t> write(UserReader from, Position) { return from.size(); }
	ProcEntry<&ProcSpoken::read, &ProcSpoken::write> entry{*this};
};

Outcome entry_comes_and_goes()
{
	for (int times = 0; times < 3; ++times) {
		ProcSpoken spoken;
		EXPECT(spoken.entry.create("rusty_selftest_proc", 0755).error() == errors::invalid);
		TRY(spoken.entry.create("rusty_selftest_proc", 0600));
		EXPECT(spoken.entry.create("rusty_selftest_proc", 0600).error() == errors::busy);
		spoken.entry.remove();
		TRY(spoken.entry.create("fs/rusty_selftest_proc", 0600)); // in a directory that is there
	}
	return {};
}

constexpr Test proc_tests[] = {
	{"proc: the name of a file that went is free again", a_name_is_free_again},
	{"proc: a file that is read and written comes and goes, in a directory that is there, too",
	 entry_comes_and_goes},
	{"proc: a mode that lets somebody write is EINVAL", what_writes_is_refused},
};

} // namespace
} // namespace selftest
