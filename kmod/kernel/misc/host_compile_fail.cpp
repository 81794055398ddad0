// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/misc/misc_device.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Counted : Removable {
	using Operations = FileOperations<>;
};
struct Fixed {
	using Operations = FileOperations<>;
};

struct Sleeper : Removable {
	using Operations = FileOperations<>;
	Result<void> suspend();
};
struct Lister : Removable {
	using Operations = FileOperations<operation::uevent>;
};

[[maybe_unused]] Result<void> devices()
{
	auto counted = TRY(MiscDevice<Counted>::register_device("counted", 0600));
	auto moved = kernel::move(counted);
	auto copied = moved; // FAULT: (deleted|implicitly-declared)
	moved = counted; // FAULT: (deleted|implicitly-declared)
	auto not_removable = MiscDevice<Fixed>::register_device("fixed", 0600); // FAULT: a device that can be removed before its module derives from Removable
	MiscDevice<Counted>::register_device("counted", 0600); // FAULT: ignoring
	auto sleeper = MiscDevice<Sleeper>::register_device("sleeper", 0600); // FAULT: the kernel calls no `uevent`, `suspend` or `resume` of a misc device
	auto lister = MiscDevice<Lister>::register_device("lister", 0600); // FAULT: the kernel calls no `uevent`, `suspend` or `resume` of a misc device
	auto nameless = MiscDevice<Counted>::register_device("", 0600); // FAULT: a device's name has 1 to 31 bytes
	auto called_with = MiscDevice<Counted>::register_device("x", 0600, 5); // FAULT: (no matching|could not convert|no viable)
	MiscDevice<Fixed, Lifetime::module> fixed("fixed");
	auto fixed_copy = fixed; // FAULT: (deleted|ill-formed)
	fixed.register_device(0600); // FAULT: ignoring
	return fixed.register_device(0600);
}

} // namespace
