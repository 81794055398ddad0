// SPDX-License-Identifier: GPL-2.0-only
// A device of hwmon in the kernel that comes and goes. (What its files show is read by the test of kmod/drivers/lm75.)
#pragma once

#include "kernel/device/class_device.hpp"
#include "kernel/hwmon/hwmon.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

class HwmonSensor : Pinned
{
public:
	Result<long> measure(unsigned int channel) const { return 1000 * static_cast<long>(channel); }
	Result<long> limit() const { return limit_; }
	Result<void> set_limit(long value)
	{
		limit_ = value;
		return {};
	}
	Result<bool> alarm() const { return limit_ < 0; }
	Result<const char *> label() const { return "selftest"; }

private:
	long limit_ = 0;

public:
	Hwmon<HwmonSensor, hwmon::chip<hwmon::update_interval<&HwmonSensor::limit>>,
	      hwmon::temp<hwmon::input<&HwmonSensor::measure>,
			  hwmon::max<&HwmonSensor::limit, &HwmonSensor::set_limit>,
			  hwmon::max_alarm<&HwmonSensor::alarm>, hwmon::label<&HwmonSensor::label>>,
	      hwmon::temp<hwmon::input<&HwmonSensor::measure>>,
	      hwmon::in<hwmon::input<&HwmonSensor::measure>>,
	      hwmon::curr<hwmon::input<&HwmonSensor::measure>>,
	      hwmon::power<hwmon::input<&HwmonSensor::measure>>,
	      hwmon::fan<hwmon::input<&HwmonSensor::measure>, hwmon::fault<&HwmonSensor::alarm>>,
	      hwmon::humidity<hwmon::input<&HwmonSensor::measure>>,
	      hwmon::pwm<hwmon::input<&HwmonSensor::measure>>>
		hwmon_{*this};
};

class HwmonParent : public Removable
{
};

Outcome hwmon_devices_come_and_go()
{
	DeviceClass parents;
	TRY(parents.create("rusty_selftest_hwmon"));
	auto parent = TRY(ClassDevice<HwmonParent>::register_device(parents, "selftest_hwmon"));
	const Device device(ClassHost<HwmonParent>::of_device(*parent).raw());
	for (int times = 0; times < 3; ++times) {
		auto first = TRY(Box<HwmonSensor>::make(Gfp::kernel));
		auto second = TRY(Box<HwmonSensor>::make(Gfp::kernel));
		EXPECT(first->hwmon_.register_device(device, "a name").error() == errors::invalid);
		EXPECT(first->hwmon_.register_device(device, "").error() == errors::invalid);
		TRY(first->hwmon_.register_device(device, "selftest"));
		EXPECT(first->hwmon_.register_device(device, "selftest").error() == errors::busy);
		TRY(second->hwmon_.register_device(device, "selftest"));
	}
	return {};
}

constexpr Test hwmon_tests[] = {
	{"hwmon: devices with channels of all kinds come and go", hwmon_devices_come_and_go},
};

} // namespace
} // namespace selftest
