// SPDX-License-Identifier: GPL-2.0-only
// The fake of classes and their devices: who is registered, by name, and who holds them.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "kernel/sysfs/fake.h"

struct kgid_t;
struct kobj_uevent_env;
struct kuid_t;

struct dev_pm_ops {
	void *padding;
	int (*resume)(device *);
	int (*suspend)(device *);
	int (*freeze)(device *);
	int (*poweroff)(device *);
	int (*restore)(device *);
	int (*thaw)(device *);
};
struct device_type {
	const dev_pm_ops *pm;
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

struct kobj_uevent_env {
	std::string text;
	std::size_t room;
};

#define KERNEL_HAS_UEVENT_OF_CONST_DEVICE 1
#define KERNEL_HAS_DEVNODE_OF_CONST_DEVICE 1
#define LAYOUT_DEVICE_SIZE sizeof(fake::ClassedDevice)
#define LAYOUT_DEVICE_ALIGN alignof(fake::ClassedDevice)
#define LAYOUT_DEVICE_TYPE_PM offsetof(::device_type, pm)
#define LAYOUT_DEV_PM_OPS_SIZE sizeof(::dev_pm_ops)
#define LAYOUT_DEV_PM_OPS_suspend offsetof(::dev_pm_ops, suspend)
#define LAYOUT_DEV_PM_OPS_resume offsetof(::dev_pm_ops, resume)
#define LAYOUT_DEV_PM_OPS_freeze offsetof(::dev_pm_ops, freeze)
#define LAYOUT_DEV_PM_OPS_thaw offsetof(::dev_pm_ops, thaw)
#define LAYOUT_DEV_PM_OPS_poweroff offsetof(::dev_pm_ops, poweroff)
#define LAYOUT_DEV_PM_OPS_restore offsetof(::dev_pm_ops, restore)
#define LAYOUT_DEVICE_TYPE_SIZE sizeof(::device_type)
#define LAYOUT_DEVICE_TYPE_uevent offsetof(::device_type, uevent)
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
// Events of devices since the last call: "add lamp0 LEVEL=3; remove lamp0". One that is refused is "add lamp0 errno 12".
std::string take_uevents();
// How many bytes of variables an event has room for, from now on.
void limit_uevents(std::size_t room);
// Before a change event of a device is made.
void on_change_uevent(std::function<void()> hook);
// As those of misc devices.
std::string show_attribute(ClassedDevice *device, std::string_view name);
long store_attribute(ClassedDevice *device, std::string_view name, std::string_view text);

} // namespace fake
