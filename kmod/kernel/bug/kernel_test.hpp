// SPDX-License-Identifier: GPL-2.0-only
// What a violated invariant does.
#pragma once

#include "kernel/bug/bug.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

Outcome warning_returns()
{
	warn("a warning of the self-test, on purpose");
	return {};
}

constexpr Test bug_tests[] = {
	{"warn: writes a warning and goes on", warning_returns, "warning"},
};

} // namespace
} // namespace selftest
