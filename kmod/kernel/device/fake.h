// SPDX-License-Identifier: GPL-2.0-only
// The fake of classes and their devices: who is registered, by name, and who holds them.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

#include "kernel/sysfs/fake.h"

struct kgid_t;
struct kobj_uevent_env;
struct kuid_t;

struct device_type {
	const char *name;
	void *padding;
	char *(*devnode)(const device *, unsigned short *, kuid_t *, kgid_t *);
	int (*uevent)(const device *, kobj_uevent_env *);
	void (*release)(device *);
};

namespace fake
{

struct Class;

// (All of it lies in what holds the device, as in the kernel.)
struct ClassedDevice : ::device {
	char *name;
	Class *owner;
	const device_type *type;
	const attribute_group *const *groups;
	unsigned int number;
	std::atomic<int> holders;
	void *allocated;
};

} // namespace fake

#define KERNEL_HAS_UEVENT_OF_CONST_DEVICE 1
#define KERNEL_HAS_DEVNODE_OF_CONST_DEVICE 1
#define LAYOUT_DEVICE_SIZE sizeof(fake::ClassedDevice)
#define LAYOUT_DEVICE_ALIGN alignof(fake::ClassedDevice)
#define LAYOUT_DEVICE_TYPE_SIZE sizeof(::device_type)
#define LAYOUT_DEVICE_TYPE_devnode offsetof(::device_type, devnode)
#define LAYOUT_DEVICE_TYPE_release offsetof(::device_type, release)

namespace fake
{

// A device that is registered, by its name, or nullptr.
ClassedDevice *device_named(std::string_view name);
// Names of classes, and of the devices in them: "lamp: lamp0 lamp1".
std::string classes();
// As anybody in the kernel may hold a device; shim_put_device ends it.
void get_device(ClassedDevice *device);
// What shim_device_add returns from now on.
void refuse_devices(int returned);
// The mode of its node.
unsigned short node_mode(const ClassedDevice *device);
// As those of misc devices.
std::string show_attribute(ClassedDevice *device, std::string_view name);
long store_attribute(ClassedDevice *device, std::string_view name, std::string_view text);

} // namespace fake
