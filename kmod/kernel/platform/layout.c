// SPDX-License-Identifier: GPL-2.0-only
#include <linux/ioport.h>
#include <linux/platform_device.h>

_Static_assert(sizeof_field(struct platform_device_id, driver_data) == sizeof(unsigned long),
	       "struct platform_device_id has members of other sizes on this kernel");

LAYOUTS(platform)
{
	TYPE(PLATFORM_DRIVER, struct platform_driver);
	DEFINE(LAYOUT_PLATFORM_DEVICE_dev, offsetof(struct platform_device, dev));
	DEFINE(LAYOUT_PLATFORM_DEVICE_id_entry, offsetof(struct platform_device, id_entry));
	DEFINE(LAYOUT_PLATFORM_DEVICE_id, offsetof(struct platform_device, id));
	DEFINE(LAYOUT_PLATFORM_DRIVER_DATA, offsetof(struct device, driver_data));
	DEFINE(LAYOUT_PLATFORM_DEVICE_ID_SIZE, sizeof(struct platform_device_id));
	DEFINE(LAYOUT_PLATFORM_DEVICE_ID_name, offsetof(struct platform_device_id, name));
	DEFINE(LAYOUT_PLATFORM_DEVICE_ID_driver_data, offsetof(struct platform_device_id, driver_data));
	DEFINE(LAYOUT_PLATFORM_DEVID_NONE, PLATFORM_DEVID_NONE);
	DEFINE(LAYOUT_PLATFORM_DEVID_AUTO, PLATFORM_DEVID_AUTO);
	TYPE(RESOURCE, struct resource);
	DEFINE(LAYOUT_RESOURCE_start, offsetof(struct resource, start));
	DEFINE(LAYOUT_RESOURCE_end, offsetof(struct resource, end));
	DEFINE(LAYOUT_RESOURCE_flags, offsetof(struct resource, flags));
	DEFINE(LAYOUT_RESOURCE_NUMBER_SIZE, sizeof(resource_size_t));
	DEFINE(LAYOUT_PLATFORM_MEM, IORESOURCE_MEM);
	DEFINE(LAYOUT_PLATFORM_IRQ, IORESOURCE_IRQ);
	DEFINE(LAYOUT_PLATFORM_IRQ_SHAREABLE, IORESOURCE_IRQ_SHAREABLE);
}
