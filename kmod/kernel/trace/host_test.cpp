// SPDX-License-Identifier: GPL-2.0-only
// Tracepoints: each event of host_test.events.h is a function, and a question whether anybody listens.
#include "kernel/trace/trace.hpp"

#include <string>

#include "tests/kit/host/fresh.hpp"

namespace
{
std::string traced;
bool listened = false;
} // namespace

// What shim.c makes of the events in a kernel.
bool shim_trace_lamp_switched_enabled(void)
{
	return listened;
}
void shim_trace_lamp_switched(s64 level, bool on)
{
	traced += "switched " + std::to_string(level) + (on ? " on;" : " off;");
}
bool shim_trace_lamp_broken_enabled(void)
{
	return true;
}
void shim_trace_lamp_broken(u32 lamp)
{
	traced += "broken " + std::to_string(lamp) + ";";
}

TEST_CASE_METHOD(Fresh, "an event is traced with its arguments, and says whether anybody listens")
{
	kernel::trace_lamp_switched(-7, true);
	kernel::trace_lamp_broken(3);
	CHECK(traced == "switched -7 on;broken 3;");
	CHECK_FALSE(kernel::trace_lamp_switched_enabled());
	listened = true;
	CHECK(kernel::trace_lamp_switched_enabled());
	CHECK(kernel::trace_lamp_broken_enabled());
}
