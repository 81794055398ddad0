// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/acpi/device.hpp"
#include "kernel/acpi/notify.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Lid {
	void notify(u32);
	void notify_nothing();
	Result<void> notify_result(u32);
	AcpiNotify<&Lid::notify> good{*this};
	AcpiNotify<&Lid::notify_nothing> of_nothing{*this}; // FAULT: an event of ACPI calls a member function of its owner
	AcpiNotify<&Lid::notify_result> of_result{*this}; // FAULT: an event of ACPI calls a member function of its owner
};

[[maybe_unused]] Result<u64> devices(Device device, Lid &lid)
{
	AcpiDevice::of(device); // FAULT: an error would be ignored
	const AcpiDevice acpi = TRY(AcpiDevice::of(device));
	acpi.call("_STA"); // FAULT: an error would be ignored
	acpi.integer("_STA"); // FAULT: an error would be ignored
	(void)acpi.evaluate("_STA", 1.5); // FAULT: (no matching|cannot convert|call to)
	lid.good.install(acpi.handle()); // FAULT: an error would be ignored
	(void)lid.good.install(acpi); // FAULT: (cannot convert|no viable conversion|no known conversion|could not convert)
	AcpiNotify<&Lid::notify> copy(lid.good); // FAULT: (deleted|implicitly)
	return TRY(acpi.integer("_STA"));
}

[[maybe_unused]] Result<u64> evaluations(AcpiHandle handle, char *text, char (&array)[4])
{
	handle.evaluate(); // FAULT: an error would be ignored
	AcpiHandle::get("\\_SB"); // FAULT: an error would be ignored
	(void)handle.evaluate(1, 2, 3, 4, 5, 6, 7);
	(void)handle.evaluate(1, 2, 3, 4, 5, 6, 7, 8); // FAULT: a method of ACPI has 7 arguments at the most
	(void)handle.evaluate(1.5); // FAULT: (no matching|cannot convert|call to)
	(void)handle.evaluate(text); // FAULT: no matching
	(void)handle.evaluate(array); // FAULT: deleted
	AcpiObject object = TRY(handle.evaluate());
	AcpiObject copy = object; // FAULT: (deleted|implicitly)
	const Text view = TRY(TRY(handle.evaluate()).value().string()); // FAULT: deleted
	object.value().integer(); // FAULT: an error would be ignored
	const u64 value = object.value().integer(); // FAULT: (cannot convert|no viable conversion)
	return TRY(object.value().integer());
}

} // namespace
