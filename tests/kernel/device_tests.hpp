// SPDX-License-Identifier: GPL-2.0-only
// Misc devices that come and go, and the tracepoint.
#pragma once

#include "kernel/miscdevice.hpp"
#include "kernel/trace.hpp"
#include "ktap.hpp"

namespace selftest
{
namespace
{

Outcome device_is_published_and_withdrawn()
{
	MiscDevice device;
	EXPECT(!device.withdraw());
	TRY(device.publish("rusty_selftest_a", 0600));
	EXPECT(device.first_word() != nullptr && device.withdraw() && !device.withdraw());
	TRY(device.publish("rusty_selftest_a", 0600));
	return {};
}

Outcome device_is_published_once()
{
	MiscDevice device;
	TRY(device.publish("rusty_selftest_e", 0600));
	EXPECT(device.publish("rusty_selftest_e", 0600).error() == Errno(EBUSY));
	EXPECT(device.publish("rusty_selftest_f", 0600).error() == Errno(EBUSY));
	EXPECT(device.withdraw() && !device.withdraw());
	return {};
}

// (The kernel itself writes of it to the log, with the stack.)
Outcome device_name_is_taken_once()
{
	MiscDevice first, second;
	TRY(first.publish("rusty_selftest_b", 0600));
	EXPECT(second.publish("rusty_selftest_b", 0600).error() == Errno(EEXIST));
	EXPECT(!second.withdraw());
	TRY(second.publish("rusty_selftest_c", 0600));
	EXPECT(first.withdraw());
	MiscDevice third;
	TRY(third.publish("rusty_selftest_b", 0600));
	return {};
}

Outcome device_goes_with_its_object()
{
	for (int times = 0; times < 3; ++times) {
		MiscDevice device;
		TRY(device.publish("rusty_selftest_d", 0600));
	}
	return {};
}

Outcome tracepoint_needs_no_listener()
{
	trace_rusty_selftest_number(hidden(smallest<s64>), hidden(largest<u64>));
	return {};
}

constexpr Test device_tests[] = {
	{"misc device: can be published, withdrawn and published again", device_is_published_and_withdrawn},
	{"misc device: that is published cannot be published", device_is_published_once},
	{"misc device: a second one of the same name is EEXIST", device_name_is_taken_once},
	{"misc device: goes with its object", device_goes_with_its_object},
	{"tracepoint: can be passed with nobody listening", tracepoint_needs_no_listener},
};

} // namespace
} // namespace selftest
