/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_PLATFORM_SHIM_H
#define KERNEL_PLATFORM_SHIM_H

#include "kernel/core/boundary.h"
#include "kernel/probes.h"

struct acpi_device_id;
struct device;
struct of_device_id;
struct platform_device;
struct platform_device_id;
struct platform_driver;

#if KERNEL_HAS_PLATFORM_REMOVE_OF_VOID
#define KERNEL_PLATFORM_REMOVED void
#else
#define KERNEL_PLATFORM_REMOVED int
#endif

SHIMS_BEGIN
/* A driver's name and its tables, each NULL or with an empty entry at its end. */
struct shim_platform_ids {
	const char *name;
	const struct platform_device_id *platform;
	const struct acpi_device_id *acpi;
	const struct of_device_id *of;
};
/* All of these sleep. Of a zeroed driver; the name, the tables and `power`, a struct dev_pm_ops or NULL, must live as long as it. From then on
 * probe and remove are called; unregistering calls remove for each device that was probed, and waits for those that run. */
int shim_platform_driver_register(struct platform_driver *driver, const struct shim_platform_ids *ids,
				  const void *power, int (*probe)(struct platform_device *),
				  KERNEL_PLATFORM_REMOVED (*remove)(struct platform_device *));
void shim_platform_driver_unregister(struct platform_driver *driver) DIRECT(platform_driver_unregister);
/* Of a device that is being probed, or has been. */
struct platform_driver *shim_platform_driver_of(struct platform_device *device);
/* What the entry of ACPI or of a device tree that the device matches says; NULL: no such entry. */
const void *shim_device_get_match_data(struct device *device);

/* An ERR_PTR or the device; what it is given is copied: the name, and an array of struct resource. */
struct platform_device *shim_platform_device_register(const char *name, int id, const void *resources,
						      unsigned int count);
void shim_platform_device_unregister(struct platform_device *device) DIRECT(platform_device_unregister);

/* A size of 0: there is no such resource. Any context. */
struct shim_platform_resource {
	u64 start;
	u64 size;
	unsigned long flags;
};
struct shim_platform_resource shim_platform_get_resource(struct platform_device *device, unsigned int type,
							 unsigned int index);
/* Its number, or a negative errno. Sleeps. */
int shim_platform_get_irq(struct platform_device *device, unsigned int index) DIRECT(platform_get_irq);
/* Both sleep. False: somebody else has a part of it. */
bool shim_request_mem_region(u64 start, u64 size);
void shim_release_mem_region(u64 start, u64 size);
SHIMS_END

#endif
