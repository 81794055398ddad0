// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/log/log.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Owner {
};

[[maybe_unused]] void log_lines()
{
	pr_info("{} and {}", 1, "two");
	pr_info("{} and {}", 1); // FAULT: format_has_another_number_of_braces_than_arguments
	pr_info("{}", 1, 2); // FAULT: format_has_another_number_of_braces_than_arguments
	pr_debug("{}", 1);
	pr_debug("none", 1); // FAULT: format_has_another_number_of_braces_than_arguments
	pr_info("{", 1); // FAULT: format_has_a_brace_that_is_not_a_pair
	pr_info("} {}", 1); // FAULT: format_has_a_brace_that_is_not_a_pair
	pr_info("{0}", 1); // FAULT: format_has_a_brace_that_is_not_a_pair
	pr_info("{}", true); // FAULT: (no matching (function|constructor|conversion)|ambiguous)
	pr_info("{}", 1.5); // FAULT: (no matching (function|constructor|conversion)|ambiguous)
	pr_info("{}", 'c'); // FAULT: (no matching (function|constructor|conversion)|ambiguous)
	pr_info("{}", Owner()); // FAULT: (no matching (function|constructor|conversion)|ambiguous)
	const char text[] = "{}";
	const char *pointer = text;
	pr_info(pointer, 1); // FAULT: (local variable|could not convert|no matching|invalid conversion|no viable conversion)
	(void)pointer;
}

} // namespace
