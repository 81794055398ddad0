// SPDX-License-Identifier: GPL-2.0-only
// The fake of the platform bus: devices of tests and of modules, which drivers are bound to by their tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "kernel/device/fake.h"

struct platform_driver;

// (The kernel's fields in other places.)
struct platform_device_id {
	unsigned long driver_data;
	char name[24];
};
struct acpi_device_id {
	unsigned long driver_data;
	char id[16];
};
struct of_device_id {
	const void *data;
	char compatible[32];
};
struct platform_device {
	const platform_device_id *id_entry;
	alignas(fake::ClassedDevice) unsigned char dev[sizeof(fake::ClassedDevice)];
	int id;
};
struct platform_driver {
	const char *name;
	const platform_device_id *platform;
	const acpi_device_id *acpi;
	const of_device_id *of;
	const dev_pm_ops *power;
	int (*probe)(platform_device *);
	void (*remove)(platform_device *);
};
struct resource {
	unsigned long flags;
	std::uint64_t end;
	std::uint64_t start;
};

#define KERNEL_HAS_PLATFORM_REMOVE_OF_VOID 1
#define LAYOUT_PLATFORM_DRIVER_SIZE sizeof(::platform_driver)
#define LAYOUT_PLATFORM_DRIVER_ALIGN alignof(::platform_driver)
#define LAYOUT_PLATFORM_DEVICE_dev offsetof(::platform_device, dev)
#define LAYOUT_PLATFORM_DEVICE_id_entry offsetof(::platform_device, id_entry)
#define LAYOUT_PLATFORM_DEVICE_id offsetof(::platform_device, id)
#define LAYOUT_PLATFORM_DRIVER_DATA offsetof(::device, driver_data)
#define LAYOUT_PLATFORM_DEVICE_ID_SIZE sizeof(::platform_device_id)
#define LAYOUT_PLATFORM_DEVICE_ID_name offsetof(::platform_device_id, name)
#define LAYOUT_PLATFORM_DEVICE_ID_driver_data offsetof(::platform_device_id, driver_data)
#define LAYOUT_PLATFORM_DEVID_NONE -3
#define LAYOUT_PLATFORM_DEVID_AUTO -4
#define LAYOUT_RESOURCE_SIZE sizeof(::resource)
#define LAYOUT_RESOURCE_ALIGN alignof(::resource)
#define LAYOUT_RESOURCE_start offsetof(::resource, start)
#define LAYOUT_RESOURCE_end offsetof(::resource, end)
#define LAYOUT_RESOURCE_flags offsetof(::resource, flags)
#define LAYOUT_RESOURCE_NUMBER_SIZE sizeof(::resource::start)
#define LAYOUT_PLATFORM_MEM 0x100
#define LAYOUT_PLATFORM_IRQ 0x200
#define LAYOUT_PLATFORM_IRQ_SHAREABLE 0x1000

namespace fake
{

// A device that is there while this stands. What the firmware calls it: by ACPI, or in a device tree.
struct PlatformDevice : platform_device {
	explicit PlatformDevice(const std::string &name, const std::string &acpi = "",
				const std::string &compatible = "");
	~PlatformDevice();
	PlatformDevice(const PlatformDevice &) = delete;
	ClassedDevice &device() { return *reinterpret_cast<ClassedDevice *>(dev); }

	std::string name, full_name, acpi, compatible;
	std::vector<resource> resources;
	// What platform_get_irq returns, if it is not 0.
	int irq_error = 0;
	// What a driver's probe returned; -ENODEV: no driver is for it.
	int probed = -19;
	platform_driver *driver = nullptr;
};

// As a write to the files `unbind` and `bind` of the driver.
void unbind(PlatformDevice &device);
void bind(PlatformDevice &device);
// One that a module has registered, "hello.0", or nullptr.
PlatformDevice *platform_device_named(const std::string &name);
// As the system goes to sleep, or wakes up: what its driver returned, 0 if it does not care.
int suspend(PlatformDevice &device);
int resume(PlatformDevice &device);

} // namespace fake
