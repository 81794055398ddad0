// SPDX-License-Identifier: GPL-2.0-only
// The shims of I2C.
#include "kernel/i2c/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "kernel/i2c/uapi.h"
#include "kernel/layouts.h"
#include "tests/kit/host/fake.hpp"

namespace
{

std::vector<fake::I2cChip *> chips;
std::vector<i2c_driver *> drivers;
const fake::Part part(
	[] {
		chips.clear();
		drivers.clear();
	},
	[] {
		return drivers.empty() ? std::string()
				       : std::string("an I2C driver: ") + drivers.front()->name;
	});

const i2c_device_id *id_of(const i2c_driver &driver, const i2c_client &client)
{
	for (const i2c_device_id *id = driver.ids; id->name[0] != '\0'; ++id)
		if (std::strcmp(id->name, client.name) == 0)
			return id;
	return nullptr;
}

void probe(fake::I2cChip &chip, i2c_driver &driver)
{
	chip.driver = &driver;
	chip.probed = driver.probe(&chip);
	if (chip.probed == 0)
		return;
	chip.driver = nullptr;
	chip.device().driver_data = nullptr;
}

fake::I2cChip &begin(const i2c_client *client)
{
	fake::might_sleep("a transfer of I2C");
	return *const_cast<fake::I2cChip *>(static_cast<const fake::I2cChip *>(client));
}

// A register of the chip, a byte or a word.
template <typename Value>
int read(const i2c_client *client, std::map<int, Value> fake::I2cChip::*registers, int number)
{
	fake::I2cChip &chip = begin(client);
	return chip.failing != 0 ? chip.failing : (chip.*registers)[number];
}
template <typename Value>
int write(const i2c_client *client, std::map<int, Value> fake::I2cChip::*registers, int number, Value value)
{
	fake::I2cChip &chip = begin(client);
	if (chip.failing == 0)
		(chip.*registers)[number] = value;
	return chip.failing;
}

int block_read(unsigned char *values, const std::string &block, std::size_t most)
{
	const std::size_t size = std::min(block.size(), most);
	std::memcpy(values, block.data(), size);
	return static_cast<int>(size);
}

} // namespace

namespace fake
{

I2cChip::I2cChip(const char *name_of_it, unsigned short address) : i2c_client{}
{
	std::snprintf(name, sizeof(name), "%s", name_of_it);
	addr = address;
	new (dev) ClassedDevice{};
	device().name = name;
	chips.push_back(this);
	bind(*this);
}

I2cChip::~I2cChip()
{
	unbind(*this);
	std::erase(chips, this);
}

void bind(I2cChip &chip)
{
	for (i2c_driver *each : drivers)
		if (chip.driver == nullptr && id_of(*each, chip) != nullptr)
			probe(chip, *each);
}

void unbind(I2cChip &chip)
{
	if (chip.driver == nullptr)
		return;
	chip.driver->remove(&chip);
	chip.driver = nullptr;
	chip.device().driver_data = nullptr;
	chip.probed = -ENODEV;
}

} // namespace fake

int shim_i2c_register_driver(struct i2c_driver *driver, const char *name, const struct i2c_device_id *ids,
			     int (*probe_of_it)(struct i2c_client *), void (*remove)(struct i2c_client *))
{
	fake::might_sleep("i2c_register_driver");
	for (const i2c_driver *each : drivers)
		if (std::strcmp(each->name, name) == 0)
			return -EBUSY;
	*driver = {name, ids, probe_of_it, remove};
	drivers.push_back(driver);
	for (fake::I2cChip *chip : chips)
		fake::bind(*chip);
	return 0;
}

void shim_i2c_del_driver(struct i2c_driver *driver)
{
	fake::might_sleep("i2c_del_driver");
	if (std::erase(drivers, driver) != 1)
		return fake::violated("an I2C driver taken back that was not registered");
	for (fake::I2cChip *chip : chips)
		if (chip->driver == driver)
			fake::unbind(*chip);
}

const struct i2c_device_id *shim_i2c_client_get_device_id(const struct i2c_client *client)
{
	return id_of(*static_cast<const fake::I2cChip *>(client)->driver, *client);
}

bool shim_i2c_check_functionality(struct i2c_client *client, unsigned int functionality)
{
	return (static_cast<fake::I2cChip *>(client)->functionality & functionality) == functionality;
}

int shim_i2c_smbus_read_byte(const struct i2c_client *client)
{
	return shim_i2c_smbus_read_byte_data(client, 0);
}

int shim_i2c_smbus_write_byte(const struct i2c_client *client, unsigned char value)
{
	return shim_i2c_smbus_write_byte_data(client, 0, value);
}

int shim_i2c_smbus_read_byte_data(const struct i2c_client *client, unsigned char command)
{
	return read(client, &fake::I2cChip::bytes, command);
}

int shim_i2c_smbus_write_byte_data(const struct i2c_client *client, unsigned char command,
				   unsigned char value)
{
	return write(client, &fake::I2cChip::bytes, command, value);
}

int shim_i2c_smbus_read_word_data(const struct i2c_client *client, unsigned char command)
{
	return read(client, &fake::I2cChip::words, command);
}

int shim_i2c_smbus_write_word_data(const struct i2c_client *client, unsigned char command,
				   unsigned short value)
{
	return write(client, &fake::I2cChip::words, command, value);
}

int shim_i2c_smbus_read_block_data(const struct i2c_client *client, unsigned char command,
				   unsigned char *values)
{
	fake::I2cChip &chip = begin(client);
	return chip.failing != 0 ? chip.failing : block_read(values, chip.blocks[command], 32);
}

int shim_i2c_smbus_write_block_data(const struct i2c_client *client, unsigned char command,
				    unsigned char length, const unsigned char *values)
{
	fake::I2cChip &chip = begin(client);
	if (length == 0 || length > 32)
		fake::violated("a block of I2C that is none");
	if (chip.failing == 0)
		chip.blocks[command] = std::string(values, values + length);
	return chip.failing;
}

int shim_i2c_smbus_read_i2c_block_data(const struct i2c_client *client, unsigned char command,
				       unsigned char length, unsigned char *values)
{
	fake::I2cChip &chip = begin(client);
	if (length == 0 || length > 32)
		fake::violated("a block of I2C that is none");
	return chip.failing != 0 ? chip.failing : block_read(values, chip.blocks[command], length);
}

int shim_i2c_smbus_write_i2c_block_data(const struct i2c_client *client, unsigned char command,
					unsigned char length, const unsigned char *values)
{
	return shim_i2c_smbus_write_block_data(client, command, length, values);
}

int shim_i2c_transfer(const struct i2c_client *client, struct i2c_msg *messages, int count)
{
	fake::I2cChip &chip = begin(client);
	if (chip.failing != 0)
		return chip.failing;
	for (int index = 0; index < std::min(count, chip.most_messages); ++index) {
		const i2c_msg &message = messages[index];
		char text[32];
		std::snprintf(text, sizeof(text), "%s%x%s %s", chip.sent.empty() ? "" : "; ", message.addr,
			      (message.flags & I2C_M_TEN) != 0 ? "(10)" : "",
			      (message.flags & I2C_M_RD) != 0 ? "r " : "w ");
		chip.sent += text;
		if ((message.flags & I2C_M_RD) != 0) {
			chip.sent += std::to_string(message.len);
			block_read(message.buf, chip.answer, message.len);
			continue;
		}
		for (int at = 0; at < message.len; ++at) {
			std::snprintf(text, sizeof(text), "%02x", message.buf[at]);
			chip.sent += text;
		}
	}
	return std::min(count, chip.most_messages);
}
