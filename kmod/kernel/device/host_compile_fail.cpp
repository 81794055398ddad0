// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/device/class_device.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Counted : Removable {
};
struct Fixed {
};

[[maybe_unused]] Result<void> devices(DeviceClass &owner)
{
	auto counted = TRY(ClassDevice<Counted>::register_device(owner, "counted"));
	auto moved = kernel::move(counted);
	auto copied = moved; // FAULT: (deleted|implicitly-declared)
	moved = counted; // FAULT: (deleted|implicitly-declared)
	auto fixed = ClassDevice<Fixed>::register_device(owner, "fixed"); // FAULT: a device can go while others hold it: it derives from Removable
	ClassDevice<Counted>::register_device(owner, "counted"); // FAULT: ignoring
	auto nameless = ClassDevice<Counted>::register_device(owner, ""); // FAULT: a device's name has 1 to 31 bytes
	DeviceClass copied_class = owner; // FAULT: (deleted|ill-formed)
	TRY(owner.create("")); // FAULT: a class has a name
	owner.create("lamp"); // FAULT: ignoring
	return owner.create("lamp");
}

} // namespace
