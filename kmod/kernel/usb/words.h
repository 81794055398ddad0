/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * USB_IDS(name, {USB_DEVICE(vendor, product)}, ...)
 *	The interfaces of devices that a UsbDriver (kernel/usb/driver.hpp) drives, which depmod and udev see; to C++ they are usb_ids::name, and
 *	name is the driver's in /sys/bus/usb/drivers. Each is what the kernel's struct usb_device_id is made of in C: USB_INTERFACE_INFO,
 *	USB_DEVICE_INTERFACE_CLASS and their like are there, too, and .driver_info, a number that the driver is told (UsbId).
 */
#ifdef KERNEL_WORDS_END
#undef USB_IDS
#elif !defined(USB_IDS)
#define USB_IDS(...)
#endif
