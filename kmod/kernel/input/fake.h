// SPDX-License-Identifier: GPL-2.0-only
// The fake of input devices, by name: what they have, what they report, who has them open.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "kernel/device/fake.h"

struct input_dev {
	char padding[24];
	void *driver_data = nullptr;
};

namespace fake
{

struct Input : ::input_dev {
	std::string name, phys, uniq, id;
	device *parent = nullptr;
	// What it has: "key 1; abs 0 [0,255] 1 2 3".
	std::string has;
	std::map<unsigned int, int> absolute;
	std::map<unsigned int, bool> pressed;
	// What was reported since fake::take_input(): "key 304 1; syn".
	std::string reported;
	int (*open)(input_dev *) = nullptr;
	void (*close)(input_dev *) = nullptr;
	int events_per_packet = 0;
	void *allocated = nullptr;
	void *axes = nullptr;
	unsigned int users = 0;
	bool is_registered = false;
	bool is_held = false;
};

} // namespace fake

#define LAYOUT_INPUT_DEV_DRIVER_DATA offsetof(::input_dev, driver_data)
#define LAYOUT_INPUT_BUS_PCI 101
#define LAYOUT_INPUT_BUS_USB 103
#define LAYOUT_INPUT_BUS_BLUETOOTH 105
#define LAYOUT_INPUT_BUS_VIRTUAL 106
#define LAYOUT_INPUT_BUS_I8042 111
#define LAYOUT_INPUT_BUS_I2C 118
#define LAYOUT_INPUT_BUS_HOST 119
#define LAYOUT_INPUT_BUS_SPI 128

namespace fake
{

// The one that is registered by this name, or nullptr.
Input *input_named(std::string_view name);
std::string take_input(std::string_view name);
// As a program that reads its node: 0 or what its driver says.
int open_input(std::string_view name);
void close_input(std::string_view name);
// As a program that keeps the node open when the device goes: it is there until it is put.
Input *hold_input(std::string_view name);
void put_input(Input *dev);
// What shim_input_register_device does from now on: calls open() before it returns, as the console does; returns this.
void open_input_at_once(bool at_once);
void refuse_input(int returned);

} // namespace fake
