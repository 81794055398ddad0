// SPDX-License-Identifier: GPL-2.0-only
// The shims of the platform bus.
#include "kernel/platform/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

struct Region {
	std::uint64_t start, size;
	bool operator==(const Region &) const = default;
};

std::vector<fake::PlatformDevice *> devices;
std::vector<platform_driver *> drivers;
std::vector<Region> regions;
int automatic = 0;
const fake::Part part(
	[] {
		devices.clear();
		drivers.clear();
		regions.clear();
		automatic = 0;
	},
	[] {
		if (!regions.empty())
			return std::string("a region of a device's memory");
		if (!drivers.empty())
			return std::string("a platform driver: ") + drivers.front()->name;
		return devices.empty() ? std::string() : "a platform device: " + devices.front()->full_name;
	});

template <typename Id, std::size_t size>
const Id *find(const Id *ids, char (Id::*name_of)[size], const std::string &name)
{
	for (const Id *id = ids; id != nullptr && (id->*name_of)[0] != '\0'; ++id)
		if (name == id->*name_of)
			return id;
	return nullptr;
}

// As platform_match: the firmware's names first.
bool matches(const platform_driver &driver, fake::PlatformDevice &device)
{
	if (find(driver.of, &of_device_id::compatible, device.compatible) != nullptr ||
	    find(driver.acpi, &acpi_device_id::id, device.acpi) != nullptr)
		return true;
	if (driver.platform == nullptr)
		return device.name == driver.name;
	const auto *const found = find(driver.platform, &platform_device_id::name, device.name);
	if (found != nullptr)
		device.id_entry = found;
	return found != nullptr;
}

fake::PlatformDevice &full(platform_device *device)
{
	return *static_cast<fake::PlatformDevice *>(device);
}

bool cares(const fake::PlatformDevice &device)
{
	return device.driver != nullptr && device.driver->power != nullptr;
}

} // namespace

namespace fake
{

PlatformDevice::PlatformDevice(const std::string &name, const std::string &acpi,
			       const std::string &compatible)
	: platform_device{}, name(name), full_name(name), acpi(acpi), compatible(compatible)
{
	new (dev) ClassedDevice{};
	device().name = full_name.data();
	id = LAYOUT_PLATFORM_DEVID_NONE;
	devices.push_back(this);
	bind(*this);
}

PlatformDevice::~PlatformDevice()
{
	unbind(*this);
	std::erase(devices, this);
}
void bind(PlatformDevice &device)
{
	for (platform_driver *each : std::vector(drivers)) {
		if (device.driver != nullptr || !matches(*each, device))
			continue;
		device.driver = each;
		device.probed = each->probe(&device);
		if (device.probed == 0)
			continue;
		device.driver = nullptr;
		device.device().driver_data = nullptr;
	}
}

void unbind(PlatformDevice &device)
{
	if (device.driver == nullptr)
		return;
	device.driver->remove(&device);
	device.driver = nullptr;
	device.device().driver_data = nullptr;
	device.probed = -ENODEV;
}
PlatformDevice *platform_device_named(const std::string &name)
{
	const auto found = std::find_if(devices.begin(), devices.end(),
					[&](const auto *each) { return each->full_name == name; });
	return found == devices.end() ? nullptr : *found;
}
int suspend(PlatformDevice &device)
{
	return cares(device) ? device.driver->power->suspend(&device.device()) : 0;
}
int resume(PlatformDevice &device)
{
	return cares(device) ? device.driver->power->resume(&device.device()) : 0;
}

} // namespace fake

int shim_platform_driver_register(struct platform_driver *driver, const struct shim_platform_ids *ids,
				  const void *power, int (*probe)(struct platform_device *),
				  void (*remove)(struct platform_device *))
{
	fake::might_sleep("platform_driver_register");
	if (driver->name != nullptr)
		fake::violated("a platform driver that is registered has not been zeroed");
	*driver = {ids->name, ids->platform, ids->acpi, ids->of, static_cast<const dev_pm_ops *>(power),
		   probe,     remove};
	for (const platform_driver *each : drivers)
		if (std::strcmp(each->name, driver->name) == 0)
			return -EBUSY;
	void *const memory = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return -ENOMEM;
	shim_kfree(memory);
	drivers.push_back(driver);
	for (fake::PlatformDevice *each : std::vector(devices))
		fake::bind(*each);
	return 0;
}

void shim_platform_driver_unregister(struct platform_driver *driver)
{
	fake::might_sleep("platform_driver_unregister");
	if (std::erase(drivers, driver) != 1)
		return fake::violated("a platform driver taken back that was not registered");
	for (fake::PlatformDevice *each : std::vector(devices))
		if (each->driver == driver)
			fake::unbind(*each);
}

struct platform_driver *shim_platform_driver_of(struct platform_device *device)
{
	return full(device).driver;
}
const void *shim_device_get_match_data(struct device *device)
{
	for (fake::PlatformDevice *each : devices) {
		if (&each->device() != device)
			continue;
		const auto *of = find(each->driver->of, &of_device_id::compatible, each->compatible);
		if (of != nullptr)
			return of->data;
		const auto *acpi = find(each->driver->acpi, &acpi_device_id::id, each->acpi);
		return acpi == nullptr ? nullptr : reinterpret_cast<const void *>(acpi->driver_data);
	}
	return nullptr;
}

struct platform_device *shim_platform_device_register(const char *name, int id, const void *resources,
						      unsigned int count)
{
	fake::might_sleep("platform_device_register");
	const auto failed = [](std::intptr_t error) { return reinterpret_cast<platform_device *>(-error); };
	std::string full_name = name;
	if (id == LAYOUT_PLATFORM_DEVID_AUTO)
		full_name += "." + std::to_string(automatic++) + ".auto";
	else if (id != LAYOUT_PLATFORM_DEVID_NONE)
		full_name += "." + std::to_string(id);
	if (fake::platform_device_named(full_name) != nullptr)
		return failed(EEXIST);
	void *const memory = shim_kmalloc(sizeof(fake::PlatformDevice), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return failed(ENOMEM);
	// (No driver is for one without a name: it is bound when it is whole.)
	auto *const device = new (memory) fake::PlatformDevice("");
	device->name = name, device->full_name = full_name;
	device->device().name = device->full_name.data();
	device->id = id;
	const auto *const first = static_cast<const resource *>(resources);
	device->resources.assign(first, first + count);
	fake::bind(*device);
	return device;
}

void shim_platform_device_unregister(struct platform_device *device)
{
	fake::might_sleep("platform_device_unregister");
	full(device).~PlatformDevice();
	shim_kfree(device);
}

struct shim_platform_resource shim_platform_get_resource(struct platform_device *device, unsigned int type,
							 unsigned int index)
{
	for (const resource &each : full(device).resources)
		if ((each.flags & type) != 0 && index-- == 0)
			return {each.start, each.end - each.start + 1, each.flags};
	return {};
}
int shim_platform_get_irq(struct platform_device *device, unsigned int index)
{
	fake::might_sleep("platform_get_irq");
	if (full(device).irq_error != 0)
		return full(device).irq_error;
	const shim_platform_resource found = shim_platform_get_resource(device, LAYOUT_PLATFORM_IRQ, index);
	return found.size == 0 ? -ENXIO : static_cast<int>(found.start);
}

bool shim_request_mem_region(u64 start, u64 size)
{
	fake::might_sleep("request_mem_region");
	for (const Region &each : regions)
		if (start < each.start + each.size && each.start < start + size)
			return false;
	regions.push_back({start, size});
	return true;
}

void shim_release_mem_region(u64 start, u64 size)
{
	fake::might_sleep("release_mem_region");
	if (std::erase(regions, Region{start, size}) != 1)
		fake::violated("a region of a device's memory released that was not requested");
}
