// SPDX-License-Identifier: GPL-2.0-only
// The fake of a device's files in sysfs, which are found by name in the groups that it was registered with.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "kernel/memory/fake.h"

struct file;

struct kobject {
	char padding[8];
};
struct device {
	char padding[16];
	void *driver_data;
	// How many of its attributes are being shown or stored to.
	std::atomic<int> running;
	kobject kobj{};
};
struct attribute {
	unsigned short padding;
	unsigned short mode;
	const char *name;
};
struct device_attribute {
	ssize_t (*store)(device *, device_attribute *, const char *, size_t);
	attribute attr;
	ssize_t (*show)(device *, device_attribute *, char *);
};
struct bin_attribute {
	ssize_t (*write)(file *, kobject *, const bin_attribute *, char *, loff_t, size_t);
	attribute attr;
	std::size_t size;
	ssize_t (*read)(file *, kobject *, const bin_attribute *, char *, loff_t, size_t);
};
struct attribute_group {
	const char *name;
	bin_attribute *const *bin_attrs;
	void *padding;
	device_attribute *const *attrs;
	unsigned short (*is_bin_visible)(kobject *, const bin_attribute *, int);
	unsigned short (*is_visible)(kobject *, attribute *, int);
};

#define KERNEL_HAS_VISIBLE_CONST_BIN_ATTRIBUTE 1
#define KERNEL_HAS_CONST_BIN_ATTRIBUTE 1

#define LAYOUT_DEVICE_ATTRIBUTE_SIZE sizeof(::device_attribute)
#define LAYOUT_DEVICE_ATTRIBUTE_NAME (offsetof(::device_attribute, attr) + offsetof(::attribute, name))
#define LAYOUT_DEVICE_ATTRIBUTE_MODE (offsetof(::device_attribute, attr) + offsetof(::attribute, mode))
#define LAYOUT_DEVICE_ATTRIBUTE_show offsetof(::device_attribute, show)
#define LAYOUT_DEVICE_ATTRIBUTE_store offsetof(::device_attribute, store)
#define LAYOUT_ATTRIBUTE_NAME offsetof(::attribute, name)
#define LAYOUT_ATTRIBUTE_MODE offsetof(::attribute, mode)
#define LAYOUT_BIN_ATTRIBUTE_SIZE sizeof(::bin_attribute)
#define LAYOUT_BIN_ATTRIBUTE_NAME (offsetof(::bin_attribute, attr) + offsetof(::attribute, name))
#define LAYOUT_BIN_ATTRIBUTE_MODE (offsetof(::bin_attribute, attr) + offsetof(::attribute, mode))
#define LAYOUT_BIN_ATTRIBUTE_BYTES offsetof(::bin_attribute, size)
#define LAYOUT_BIN_ATTRIBUTE_read offsetof(::bin_attribute, read)
#define LAYOUT_BIN_ATTRIBUTE_write offsetof(::bin_attribute, write)
#define LAYOUT_ATTRIBUTE_GROUP_SIZE sizeof(::attribute_group)
#define LAYOUT_ATTRIBUTE_GROUP_NAME offsetof(::attribute_group, name)
#define LAYOUT_ATTRIBUTE_GROUP_BIN_ATTRS offsetof(::attribute_group, bin_attrs)
#define LAYOUT_ATTRIBUTE_GROUP_is_visible offsetof(::attribute_group, is_visible)
#define LAYOUT_ATTRIBUTE_GROUP_is_bin_visible offsetof(::attribute_group, is_bin_visible)
#define LAYOUT_DEVICE_KOBJ offsetof(::device, kobj)
#define LAYOUT_ATTRIBUTE_GROUP_ATTRS offsetof(::attribute_group, attrs)
#define LAYOUT_DEVICE_DRIVER_DATA offsetof(::device, driver_data)
#define LAYOUT_SYSFS_SIZE LAYOUT_PAGE_SIZE

namespace fake
{

// For fakes that have devices. The attribute of this name ("limits/least" in a group with a name), or nullptr, also if it is not visible.
device_attribute *find_attribute(device &device, const attribute_group *const *groups, std::string_view name);
// The same of binary ones; what a read and a write at this place say: the bytes, or "errno 5"; the bytes taken, or a negative errno.
std::string read_bin(device &device, const attribute_group *const *groups, std::string_view name,
		     loff_t offset, std::size_t size);
long write_bin(device &device, const attribute_group *const *groups, std::string_view name, loff_t offset,
	       std::string_view text);
// 0: there is none.
unsigned short bin_mode(device &device, const attribute_group *const *groups, std::string_view name);
// What a read and a write of it say: a text, or "errno 5"; the bytes taken, or a negative errno. EIO: it cannot do that.
std::string show(device &device, device_attribute &attribute);
long store(device &device, device_attribute &attribute, std::string_view text);
// Waits until none of the device's attributes is running.
void drain(device &device);

} // namespace fake
