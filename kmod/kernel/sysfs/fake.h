// SPDX-License-Identifier: GPL-2.0-only
// The fake of a device's files in sysfs, which are found by name in the groups that it was registered with.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "kernel/memory/fake.h"

struct device {
	char padding[16];
	void *driver_data;
	// How many of its attributes are being shown or stored to.
	std::atomic<int> running;
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
struct attribute_group {
	const char *name;
	void *padding;
	device_attribute *const *attrs;
};

#define LAYOUT_DEVICE_ATTRIBUTE_SIZE sizeof(::device_attribute)
#define LAYOUT_DEVICE_ATTRIBUTE_NAME (offsetof(::device_attribute, attr) + offsetof(::attribute, name))
#define LAYOUT_DEVICE_ATTRIBUTE_MODE (offsetof(::device_attribute, attr) + offsetof(::attribute, mode))
#define LAYOUT_DEVICE_ATTRIBUTE_show offsetof(::device_attribute, show)
#define LAYOUT_DEVICE_ATTRIBUTE_store offsetof(::device_attribute, store)
#define LAYOUT_ATTRIBUTE_GROUP_SIZE sizeof(::attribute_group)
#define LAYOUT_ATTRIBUTE_GROUP_ATTRS offsetof(::attribute_group, attrs)
#define LAYOUT_DEVICE_DRIVER_DATA offsetof(::device, driver_data)
#define LAYOUT_SYSFS_SIZE LAYOUT_PAGE_SIZE

namespace fake
{

// For fakes that have devices. The attribute of this name, or nullptr.
device_attribute *find_attribute(const attribute_group *const *groups, std::string_view name);
// What a read and a write of it say: a text, or "errno 5"; the bytes taken, or a negative errno. EIO: it cannot do that.
std::string show(device &device, device_attribute &attribute);
long store(device &device, device_attribute &attribute, std::string_view text);
// Waits until none of the device's attributes is running.
void drain(device &device);

} // namespace fake
