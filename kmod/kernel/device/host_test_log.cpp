// SPDX-License-Identifier: GPL-2.0-only
// A device's name, and lines of the log about it.
#include <string>
#include <vector>

#include "kernel/device/class_device.hpp"
#include "kernel/device/device.hpp"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

struct Named : Removable {
};

} // namespace

TEST_CASE_METHOD(Fresh, "lines about a device begin with its name, at their level")
{
	DeviceClass owner;
	REQUIRE(owner.create("lamp").ok());
	auto first = ClassDevice<Named>::register_device(owner, "lamp0");
	auto second = ClassDevice<Named>::register_device(owner, "lamp1");
	const Device lamp0(fake::device_named("lamp0"));
	const Device lamp1(fake::device_named("lamp1"));
	CHECK(lamp0.name() == "lamp0");
	CHECK((lamp0 == Device(lamp0) && !(lamp0 == lamp1)));
	dev_err(lamp0, "no light: {}", -5);
	dev_warn(lamp1, "dim");
	dev_notice(lamp0, "{} of {}", "bright", 7u);
	dev_info(lamp1, "{}", "{}");
	CHECK(fake::take_log() == std::vector<fake::Line>{{'3', "lamp0: no light: -5"},
							  {'4', "lamp1: dim"},
							  {'5', "lamp0: bright of 7"},
							  {'6', "lamp1: {}"}});
}
