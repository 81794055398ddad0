// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/proc/proc_entry.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

class Spoken
{
public:
	Result<size_t> read(UserWriter, Position) { return 0; }
	Result<size_t> write(UserReader, Position) { return 0; }
	Result<void> empty(UserReader, Position) { return {}; }
	ProcEntry<&Spoken::read, &Spoken::write> entry{*this};
	ProcEntry<&Spoken::write, &Spoken::write> twice{*this}; // FAULT: a ProcEntry is read by a member function
	ProcEntry<&Spoken::read, &Spoken::empty> mute{*this}; // FAULT: a ProcEntry is written by a member function
	ProcEntry<&Spoken::read, &Spoken::write> copy{entry}; // FAULT: (deleted|no matching)
};

class Other
{
public:
	Result<size_t> read(UserWriter, Position) { return 0; }
	Spoken spoken;
	ProcEntry<&Other::read, &Spoken::write> mixed{*this}; // FAULT: of one class
};

[[maybe_unused]] Result<void> make(Spoken &spoken, const char *name)
{
	TRY(spoken.entry.create("name", 0600));
	spoken.entry.create("name", 0600); // FAULT: ignoring|an error would be ignored
	TRY(spoken.entry.create(name, 0600)); // FAULT: (no matching (member )?function|no member)
	return {};
}

} // namespace
