/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PLATFORM_IDS(name, {"device", data}, ...)
 * ACPI_IDS(name, {"RSTY0001", data}, ...)
 * OF_IDS(name, {.compatible = "vendor,device"}, ...)
 *	The devices that a PlatformDriver (kernel/platform/driver.hpp) drives: by the name that they were registered with, by the _HID or _CID of
 *	the firmware's ACPI, by the `compatible` of a device tree. Each may have a number that the driver is told of it (of a device tree .data =
 *	(void *)1). depmod and udev see them. To C++ they are platform_ids::name, acpi_ids::name and of_ids::name, and name is the driver's in
 *	/sys/bus/platform/drivers.
 */
#ifdef KERNEL_WORDS_END
#undef PLATFORM_IDS
#undef ACPI_IDS
#undef OF_IDS
#else
#ifndef PLATFORM_IDS
#define PLATFORM_IDS(...)
#endif
#ifndef ACPI_IDS
#define ACPI_IDS(...)
#endif
#ifndef OF_IDS
#define OF_IDS(...)
#endif
#endif
