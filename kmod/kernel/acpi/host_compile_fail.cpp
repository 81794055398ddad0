// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/acpi/acpi.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

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
