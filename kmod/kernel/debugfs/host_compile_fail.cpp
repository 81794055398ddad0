// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/debugfs/debugfs.hpp"

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
	u32 number = 0;
	const u32 constant = 0;
	int balance = 0;
	Atomic<s64> atomic;
	DebugDirectory debug{"shown"};
	DebugDirectory copy{debug}; // FAULT: (deleted|no matching)
	DebugDirectory empty{""}; // FAULT: a device's name has 1 to 31 bytes
};

[[maybe_unused]] void make(Shown &shown, const char *name)
{
	shown.debug.create_number("number", shown.number);
	shown.debug.create_number(name, shown.number); // FAULT: (no matching (member )?function|no member)
	shown.debug.create_number("number", shown.constant); // FAULT: a number in debugfs is unsigned and can change
	shown.debug.create_number("number", shown.balance); // FAULT: a number in debugfs is unsigned and can change
	shown.debug.create_hex("number", shown.atomic); // FAULT: a number in debugfs is unsigned and can change
	shown.debug.create_number("number", 5u); // FAULT: (no matching (member )?function|cannot bind)
	shown.debug.create_number("number", shown.number, 0666); // FAULT: (no matching (member )?function|cannot convert|could not convert|no viable)
	shown.debug.create_file<&Shown::show>("shown", shown);
	shown.debug.create_file<&Shown::show>("shown", Shown()); // FAULT: deleted
	shown.debug.create_file<&Shown::change>("shown", shown); // FAULT: a file in debugfs shows what a member function writes
	shown.debug.create_file<&Shown::print>("shown", shown); // FAULT: a file in debugfs shows what a member function writes
}

} // namespace
