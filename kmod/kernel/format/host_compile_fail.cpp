// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/format/name.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

[[maybe_unused]] void names(const char *from_elsewhere)
{
	const DeviceName name("lamp");
	const DeviceName longest("0123456789012345678901234567890");
	const DeviceName too_long("01234567890123456789012345678901"); // FAULT: a device's name has 1 to 31 bytes
	const DeviceName empty(""); // FAULT: a device's name has 1 to 31 bytes
	const DeviceName from(from_elsewhere); // FAULT: (no matching|cannot convert)
	(void)DeviceName::format("lamp{}", 1);
	(void)DeviceName::format("lamp{}"); // FAULT: format_has_another_number_of_braces_than_arguments
	(void)DeviceName::format("lamp{", 1); // FAULT: format_has_a_brace_that_is_not_a_pair
	DeviceName::format("lamp{}", 1); // FAULT: ignoring
	(void)from_elsewhere;
}

[[maybe_unused]] void texts(TextWriter &writer)
{
	writer.print("{}", 1);
	writer.print("{}"); // FAULT: format_has_another_number_of_braces_than_arguments
	writer.print("{}", true); // FAULT: (no matching (function|constructor|conversion)|ambiguous)
}

} // namespace
