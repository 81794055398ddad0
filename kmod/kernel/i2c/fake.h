// SPDX-License-Identifier: GPL-2.0-only
// The fake of I2C: chips with registers, which drivers are bound to by name.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "kernel/device/fake.h"

struct i2c_client {
	char name[20];
	unsigned short addr;
	unsigned short flags;
	alignas(fake::ClassedDevice) unsigned char dev[sizeof(fake::ClassedDevice)];
};
struct i2c_device_id {
	char name[20];
	unsigned long driver_data;
};
struct i2c_driver {
	const char *name;
	const i2c_device_id *ids;
	int (*probe)(i2c_client *);
	void (*remove)(i2c_client *);
};

#define KERNEL_HAS_I2C_PROBE_NEW 0
#define KERNEL_HAS_I2C_PROBE_OF_CLIENT 1
#define KERNEL_HAS_I2C_REMOVE_OF_VOID 1
#define LAYOUT_I2C_DRIVER_SIZE sizeof(::i2c_driver)
#define LAYOUT_I2C_DRIVER_ALIGN alignof(::i2c_driver)
#define LAYOUT_I2C_DEVICE_ID_SIZE sizeof(::i2c_device_id)
#define LAYOUT_I2C_DEVICE_ID_ALIGN alignof(::i2c_device_id)
#define LAYOUT_I2C_CLIENT_dev offsetof(::i2c_client, dev)
#define LAYOUT_I2C_CLIENT_DRIVER_DATA (offsetof(::i2c_client, dev) + offsetof(::device, driver_data))
#define LAYOUT_I2C_CLIENT_name offsetof(::i2c_client, name)
#define LAYOUT_I2C_CLIENT_addr offsetof(::i2c_client, addr)
#define LAYOUT_I2C_CLIENT_flags offsetof(::i2c_client, flags)
#define LAYOUT_I2C_DEVICE_ID_driver_data offsetof(::i2c_device_id, driver_data)

namespace fake
{
// A chip that is on the bus while this stands. Bytes and words of a register are apart, as in a chip of registers of 16 bits.
struct I2cChip : i2c_client {
	explicit I2cChip(const char *name, unsigned short address = 0x48);
	~I2cChip();
	I2cChip(const I2cChip &) = delete;
	ClassedDevice &device() { return *reinterpret_cast<ClassedDevice *>(dev); }

	// What a driver's probe returned; -ENODEV: no driver is for it.
	int probed = -19;
	i2c_driver *driver = nullptr;
	unsigned int functionality = ~0u;
	std::map<int, unsigned char> bytes;
	std::map<int, unsigned short> words;
	std::map<int, std::string> blocks;
	// What every transfer returns, if it is not 0; how many messages of a raw one come through.
	int failing = 0;
	int most_messages = 42;
	// Raw transfers: what was sent, "48 w 0102; 48 r 2", and what is read, byte by byte.
	std::string sent;
	std::string answer;
};

// As a write to the files `unbind` and `bind` of the driver.
void unbind(I2cChip &chip);
void bind(I2cChip &chip);

} // namespace fake
