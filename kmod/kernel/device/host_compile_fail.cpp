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

struct NotConst : Removable {
	using Operations = DeviceOperations<operation::uevent>;
	Result<void> uevent(UeventEnv &);
};
struct Several : Removable {
	using Operations = DeviceOperations<operation::uevent>;
	Result<void> uevent(UeventEnv &) const;
	Result<void> uevent(int) const;
};

struct Misspelt : Removable {
	using Operations = DeviceOperations<operation::suspend, operation::resume>;
	Result<void> supend();
	Result<void> resume();
};
struct Unlisted : Removable {
	Result<void> suspend();
	Result<void> resume();
};
struct Sleeper : Removable {
	using Operations = DeviceOperations<operation::suspend>;
	Result<void> suspend();
};
struct Waker : Removable {
	using Operations = DeviceOperations<operation::suspend, operation::resume>;
	Result<void> suspend();
	Result<void> resume() const;
};
struct Secret : Removable {
	using Operations = DeviceOperations<operation::suspend, operation::resume>;
	Result<void> suspend();
private:
	Result<void> resume();
};
struct Reader : Removable {
	using Operations = DeviceOperations<operation::read>;
};

[[maybe_unused]] Result<void> devices(DeviceClass &owner)
{
	auto counted = TRY(ClassDevice<Counted>::register_device(owner, "counted"));
	auto moved = kernel::move(counted);
	auto copied = moved; // FAULT: (deleted|implicitly-declared)
	moved = counted; // FAULT: (deleted|implicitly-declared)
	auto fixed = ClassDevice<Fixed>::register_device(owner, "fixed"); // FAULT: a device can go while others hold it: it derives from Removable
	ClassDevice<Counted>::register_device(owner, "counted"); // FAULT: ignoring
	auto not_const = ClassDevice<NotConst>::register_device(owner, "x"); // FAULT: the device's `uevent` must be Result<void> uevent\(UeventEnv &\) const
	auto several = ClassDevice<Several>::register_device(owner, "x"); // FAULT: the device's `uevent` must be one public member function
	ClassDevice<Counted>::send_change_uevent(*counted); // FAULT: ignoring
	auto of_another = ClassDevice<Counted>::send_change_uevent(owner); // FAULT: (cannot convert|no matching|could not convert|no viable|invalid initialization|cannot bind|cannot be initialized)
	auto sleeper = ClassDevice<Sleeper>::register_device(owner, "x"); // FAULT: a device with one of operation::suspend and operation::resume has both
	auto misspelt = ClassDevice<Misspelt>::register_device(owner, "x"); // FAULT: operation::suspend is in the device's Operations, but it has no member function `suspend`
	auto unlisted = ClassDevice<Unlisted>::register_device(owner, "x"); // FAULT: `suspend` is a member of the device, but not in its Operations
	auto waker = ClassDevice<Waker>::register_device(owner, "x"); // FAULT: the device's `resume` must be Result<void> resume\(\)
	auto secret = ClassDevice<Secret>::register_device(owner, "x"); // FAULT: the device's `resume` must be one public member function
	auto reader = ClassDevice<Reader>::register_device(owner, "x"); // FAULT: a device without a node has the operations uevent, suspend and resume
	auto nameless = ClassDevice<Counted>::register_device(owner, ""); // FAULT: a device's name has 1 to 31 bytes
	DeviceClass copied_class = owner; // FAULT: (deleted|ill-formed)
	TRY(owner.create("")); // FAULT: a class has a name
	owner.create("lamp"); // FAULT: ignoring
	return owner.create("lamp");
}

} // namespace
