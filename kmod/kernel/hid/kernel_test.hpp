// SPDX-License-Identifier: GPL-2.0-only
// A HID driver in the kernel that is for no device. (One that is, reports and requests are tested with kmod/drivers/gamepad.)
#pragma once

#include "kernel/hid/hid.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

struct HidNobody {
	static Result<Box<HidNobody>> probe(HidDevice) { return errors::no_device; }
};

// (A table whose first entry is its end.)
constinit const Opaque<LAYOUT_HID_DEVICE_ID_SIZE, LAYOUT_HID_DEVICE_ID_ALIGN> no_hid_ids{};

// (A template: where HID is a module of its own nothing of it is called, as the self-test would not load then.)
template <bool is_built_in>
Outcome hid_drivers_come_and_go()
{
	if constexpr (is_built_in) {
		const HidIds none{"rusty_selftest", reinterpret_cast<const hid_device_id *>(&no_hid_ids)};
		for (int times = 0; times < 3; ++times) {
			HidDriver<HidNobody> driver(none);
			TRY(driver.register_driver());
			EXPECT(driver.register_driver().error() == errors::busy);
			HidDriver<HidNobody> another(none);
			EXPECT(another.register_driver().error() == errors::busy);
		}
		return {};
	} else {
		return Outcome::skipped("HID is a module, and tested with kmod/drivers/gamepad");
	}
}

constexpr Test hid_tests[] = {
	{"hid: drivers come and go, one of a name", hid_drivers_come_and_go<LAYOUT_HID_IS_BUILT_IN != 0>},
};

} // namespace
} // namespace selftest
