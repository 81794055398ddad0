// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/platform_device.h>, and the tables of ids. */
#include <linux/ioport.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/property.h>

#include "kernel/platform/shim.h"

#define KERNEL_PLATFORM_TABLE(type, name, ...)                                                               \
	extern const struct type##_device_id type##_ids_##name[];                                            \
	const struct type##_device_id type##_ids_##name[] = {__VA_ARGS__, {}};                               \
	MODULE_DEVICE_TABLE(type, type##_ids_##name);
#define PLATFORM_IDS(name, ...) KERNEL_PLATFORM_TABLE(platform, name, __VA_ARGS__)
#define ACPI_IDS(name, ...) KERNEL_PLATFORM_TABLE(acpi, name, __VA_ARGS__)
#define OF_IDS(name, ...) KERNEL_PLATFORM_TABLE(of, name, __VA_ARGS__)
#include "kernel/module/declarations.h"

SAME_TYPE(platform_driver_unregister);
SAME_TYPE(platform_device_unregister);
SAME_TYPE(platform_get_irq);

SHIM(int, platform_driver_register, struct platform_driver *driver, const struct shim_platform_ids *ids,
     const void *power, int (*probe)(struct platform_device *),
     KERNEL_PLATFORM_REMOVED (*remove)(struct platform_device *))
{
	driver->driver.name = ids->name;
	driver->driver.acpi_match_table = ids->acpi;
	driver->driver.of_match_table = ids->of;
	driver->driver.pm = power;
	driver->id_table = ids->platform;
	driver->probe = probe;
	driver->remove = remove;
	return platform_driver_register(driver);
}

SHIM(struct platform_driver *, platform_driver_of, struct platform_device *device)
{
	return to_platform_driver(device->dev.driver);
}

SHIM(const void *, device_get_match_data, struct device *device)
{
	return device_get_match_data(device);
}

SHIM(struct platform_device *, platform_device_register, const char *name, int id, const void *resources,
     unsigned int count)
{
	return platform_device_register_simple(name, id, resources, count);
}

SHIM(struct shim_platform_resource, platform_get_resource, struct platform_device *device, unsigned int type,
     unsigned int index)
{
	const struct resource *const found = platform_get_resource(device, type, index);

	if (!found)
		return (struct shim_platform_resource){};
	return (struct shim_platform_resource){found->start, resource_size(found), found->flags};
}

SHIM(bool, request_mem_region, u64 start, u64 size)
{
	return request_mem_region(start, size, KBUILD_MODNAME) != NULL;
}

SHIM(void, release_mem_region, u64 start, u64 size)
{
	release_mem_region(start, size);
}
