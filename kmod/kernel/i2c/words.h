/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * I2C_IDS(name, {"chip", data}, ...)
 *	The devices that a driver is for, by the names that they are given on the bus, each with a number that the driver is told of it, or
 *	without one ({"chip"}). depmod and udev see them. The driver itself is I2cDriver<D> driver_{i2c_ids::name} in the C++
 *	(kernel/i2c/driver.hpp), and is called `name` in /sys/bus/i2c/drivers.
 */
#ifdef KERNEL_WORDS_END
#undef I2C_IDS
#elif !defined(I2C_IDS)
#define I2C_IDS(...)
#endif
