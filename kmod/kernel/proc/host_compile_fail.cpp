// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/proc/proc.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

class Shown
{
public:
	Result<void> show(TextWriter &) const { return {}; }
	Result<void> change(TextWriter &) { return {}; }
	void print(TextWriter &) const {}
	ProcFile<&Shown::show> file{*this};
	ProcFile<&Shown::change> changes{*this}; // FAULT: a ProcFile shows what a member function writes
	ProcFile<&Shown::print> prints{*this}; // FAULT: a ProcFile shows what a member function writes
	ProcFile<&Shown::show> copy{file}; // FAULT: (deleted|no matching)
};

[[maybe_unused]] Result<void> make(Shown &shown, const char *name)
{
	TRY(shown.file.create("name"));
	shown.file.create("name"); // FAULT: ignoring
	TRY(shown.file.create(name)); // FAULT: (no matching (member )?function|no member)
	return {};
}

} // namespace
