// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/chrdev/char_device.hpp"

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
struct Silent : Removable {
};
struct Unlisted : Removable {
	using Operations = FileOperations<>;
	Result<size_t> read(UserWriter);
};

[[maybe_unused]] Result<void> devices(DeviceClass &owner, ChrdevRegion &region)
{
	auto counted = TRY(CharDevice<Counted>::register_device(owner, region, 0, "counted", 0600));
	auto moved = kernel::move(counted);
	auto copied = moved; // FAULT: (deleted|implicitly-declared)
	moved = counted; // FAULT: (deleted|implicitly-declared)
	auto fixed = CharDevice<Fixed>::register_device(owner, region, 0, "fixed", 0600); // FAULT: a device can go while others hold it: it derives from Removable
	auto silent = CharDevice<Silent>::register_device(owner, region, 0, "silent", 0600); // FAULT: (a device lists its operations|no type named 'Operations')
	auto unlisted = CharDevice<Unlisted>::register_device(owner, region, 0, "unlisted", 0600); // FAULT: `read` is a member of the device, but not in its Operations
	CharDevice<Counted>::register_device(owner, region, 0, "counted", 0600); // FAULT: ignoring
	auto called_with = CharDevice<Counted>::register_device(owner, region, 0, "x", 0600, 5); // FAULT: (no matching|could not convert|no viable)
	ChrdevRegion copied_region = region; // FAULT: (deleted|ill-formed)
	TRY(region.allocate("", 1)); // FAULT: the name of a region has 1 to 63 bytes
	region.allocate("lamp", 1); // FAULT: ignoring
	return region.allocate("lamp", 1);
}

} // namespace
