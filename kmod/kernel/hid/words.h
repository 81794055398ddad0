/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * HID_IDS(name, {HID_USB_DEVICE(vendor, product)}, {HID_BLUETOOTH_DEVICE(vendor, product), .driver_data = 1}, ...)
 *	The devices that a HidDriver (kernel/hid/hid.hpp) drives, which modinfo and depmod see, each with a number that the driver is told of
 *	it, or without one; to C++ they are hid_ids::name, and name is the driver's in /sys/bus/hid/drivers. Each is what the kernel's struct
 *	hid_device_id is made of in C: HID_DEVICE(bus, group, vendor, product) is there, too.
 */
#ifdef KERNEL_WORDS_END
#undef HID_IDS
#elif !defined(HID_IDS)
#define HID_IDS(...)
#endif
