// SPDX-License-Identifier: GPL-2.0-only
// The kernel's log. What arrives there, and at which level, selftest.sh looks up.
#pragma once

#include "tests/kit/selftest/ktap.hpp"
#include "tests/kit/selftest/parameters.hpp"

namespace selftest
{
namespace
{

Outcome every_level_is_written()
{
	pr_emerg("level {} on purpose", 0);
	pr_alert("level {} on purpose", 1);
	pr_crit("level {} on purpose", 2);
	pr_err("level {} on purpose", 3);
	pr_warn("level {} on purpose", 4);
	pr_notice("level {} on purpose", 5);
	pr_info("level {} on purpose", 6);
	pr_debug("level {} on purpose", 7);
	return {};
}

// A site of its own; what is formatted only when it is wanted says so.
Outcome debug_is_formatted_only_when_wanted()
{
	bool asked = false;
	const auto ask = [&] {
		asked = true;
		return 8;
	};
	pr_debug("level {} on purpose, at another site", ask());
	EXPECT(hidden(asked) == (::parameters::debug.value() == 1));
	return {};
}

constexpr Test log_tests[] = {
	{"log: all eight levels can be written", every_level_is_written},
	{"log: pr_debug formats nothing until dynamic debug enables it", debug_is_formatted_only_when_wanted},
};

} // namespace
} // namespace selftest
