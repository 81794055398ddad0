// SPDX-License-Identifier: GPL-2.0-only
// An I2C driver in the kernel that is for no device. (One that is, and transfers, are tested with kmod/drivers/lm75.)
#pragma once

#include "kernel/i2c/driver.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

struct I2cNobody {
	static Result<Box<I2cNobody>> probe(I2cClient) { return errors::no_device; }
};

// (A table whose first entry is its end.)
constinit const Opaque<LAYOUT_I2C_DEVICE_ID_SIZE, LAYOUT_I2C_DEVICE_ID_ALIGN> no_i2c_ids{};

Outcome i2c_drivers_come_and_go()
{
	const I2cIds none{"rusty_selftest", reinterpret_cast<const i2c_device_id *>(&no_i2c_ids)};
	for (int times = 0; times < 3; ++times) {
		I2cDriver<I2cNobody> driver(none);
		TRY(driver.register_driver());
		EXPECT(driver.register_driver().error() == errors::busy);
		I2cDriver<I2cNobody> another(none);
		EXPECT(another.register_driver().error() == errors::busy);
	}
	return {};
}

constexpr Test i2c_tests[] = {
	{"i2c: drivers come and go, one of a name", i2c_drivers_come_and_go},
};

} // namespace
} // namespace selftest
