// SPDX-License-Identifier: GPL-2.0-only
// The fake of hwmon: the files that a device's tables make, by name, in structures with their members in other places.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "kernel/hwmon/attributes.h"
#include "kernel/sysfs/fake.h"

#define FAKE_HWMON_KIND(kind) LAYOUT_HWMON_##kind,
enum hwmon_sensor_types : unsigned int { LAYOUT_HWMON_padding, KERNEL_HWMON_KINDS(FAKE_HWMON_KIND) };
#undef FAKE_HWMON_KIND

// (All kinds' attributes in one row for each kind: their numbers are below 32, and not the kernel's.)
namespace fake
{
enum HwmonAttribute {
#define FAKE_HWMON_NAME(name) hwmon_##name,
	KERNEL_HWMON_FLAG_NAMES(FAKE_HWMON_NAME) KERNEL_HWMON_TEXT_NAMES(FAKE_HWMON_NAME)
		KERNEL_HWMON_NUMBER_NAMES(FAKE_HWMON_NAME)
#undef FAKE_HWMON_NAME
};
} // namespace fake
#define FAKE_HWMON_ATTRIBUTE(kind, attribute)                                                                \
	constexpr int LAYOUT_HWMON_##kind##_##attribute = (fake::hwmon_##attribute * 5 + 3) % 32;
KERNEL_HWMON_ATTRIBUTES(FAKE_HWMON_ATTRIBUTE)
#undef FAKE_HWMON_ATTRIBUTE

struct hwmon_ops {
	unsigned short padding;
	int (*write)(device *, hwmon_sensor_types, unsigned int, int, long);
	int (*read_string)(device *, hwmon_sensor_types, unsigned int, int, const char **);
	unsigned short (*is_visible)(const void *, hwmon_sensor_types, unsigned int, int);
	int (*read)(device *, hwmon_sensor_types, unsigned int, int, long *);
};
struct hwmon_channel_info {
	const unsigned int *config;
	hwmon_sensor_types type;
};
struct hwmon_chip_info {
	const hwmon_channel_info *const *info;
	const hwmon_ops *ops;
};

#define LAYOUT_HWMON_OPS_SIZE sizeof(::hwmon_ops)
#define LAYOUT_HWMON_OPS_is_visible offsetof(::hwmon_ops, is_visible)
#define LAYOUT_HWMON_OPS_read offsetof(::hwmon_ops, read)
#define LAYOUT_HWMON_OPS_read_string offsetof(::hwmon_ops, read_string)
#define LAYOUT_HWMON_OPS_write offsetof(::hwmon_ops, write)
#define LAYOUT_HWMON_CHANNEL_INFO_SIZE sizeof(::hwmon_channel_info)
#define LAYOUT_HWMON_CHANNEL_INFO_type offsetof(::hwmon_channel_info, type)
#define LAYOUT_HWMON_CHANNEL_INFO_config offsetof(::hwmon_channel_info, config)
#define LAYOUT_HWMON_CHIP_INFO_SIZE sizeof(::hwmon_chip_info)
#define LAYOUT_HWMON_CHIP_INFO_ops offsetof(::hwmon_chip_info, ops)
#define LAYOUT_HWMON_CHIP_INFO_info offsetof(::hwmon_chip_info, info)
#define LAYOUT_HWMON_DRIVER_DATA offsetof(::device, driver_data)

namespace fake
{

// The files of the device that is registered by this name, and their modes: "temp1_input 444, temp1_max 644".
std::string hwmon_files(std::string_view device);
// What a read and a write of one say: a text, or "errno 5"; 0 or a negative errno.
std::string read_hwmon(std::string_view device, std::string_view file);
int write_hwmon(std::string_view device, std::string_view file, long value);
// The device that it was registered below; nullptr: it is not registered.
const device *hwmon_parent(std::string_view device);

} // namespace fake
