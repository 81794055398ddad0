// SPDX-License-Identifier: GPL-2.0-only
// The module's tracepoint.
#pragma once

#include "kernel/trace/trace.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

Outcome tracepoint_needs_no_listener()
{
	trace_rusty_selftest_number(hidden(NumericLimits<s64>::min()), hidden(NumericLimits<u64>::max()));
	return {};
}

constexpr Test trace_tests[] = {
	{"tracepoint: can be passed with nobody listening", tracepoint_needs_no_listener},
};

} // namespace
} // namespace selftest
