// SPDX-License-Identifier: GPL-2.0-only
// The fake of USB: devices of one interface that a test plugs in, whose transfers it ends.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "kernel/device/fake.h"

struct usb_device_id {
	unsigned short vendor, product;
	unsigned long driver_info;
};
struct usb_device {
	alignas(fake::ClassedDevice) unsigned char dev[sizeof(fake::ClassedDevice)];
	unsigned short vendor_id, product_id;
	const char *product, *manufacturer, *serial;
	struct usb_interface *interface;
};
struct fake_usb_endpoint {
	unsigned char address, type, interval;
	unsigned short max_packet_size;
};
struct usb_interface {
	alignas(fake::ClassedDevice) unsigned char dev[sizeof(fake::ClassedDevice)];
	usb_device *device;
	unsigned char number;
	unsigned int endpoints_in_use;
	fake_usb_endpoint endpoints[6];
};
struct usb_driver {
	const char *name;
	const usb_device_id *ids;
	int (*probe)(usb_interface *, const usb_device_id *);
	void (*disconnect)(usb_interface *);
};
struct urb {
	int references;
	bool in_flight, poisoned, running;
	usb_device *device;
	unsigned int pipe;
	int interval, status;
	void *transfer_buffer, *context;
	unsigned int transfer_buffer_length, actual_length;
	void (*complete)(urb *);
};

#define LAYOUT_USB_DRIVER_SIZE sizeof(::usb_driver)
#define LAYOUT_USB_DRIVER_ALIGN alignof(::usb_driver)
#define LAYOUT_USB_DEVICE_ID_driver_info offsetof(::usb_device_id, driver_info)
#define LAYOUT_USB_INTERFACE_dev offsetof(::usb_interface, dev)
#define LAYOUT_USB_INTERFACE_DRIVER_DATA (offsetof(::usb_interface, dev) + offsetof(::device, driver_data))
#define LAYOUT_USB_DEVICE_dev offsetof(::usb_device, dev)
#define LAYOUT_USB_DEVICE_product offsetof(::usb_device, product)
#define LAYOUT_USB_DEVICE_manufacturer offsetof(::usb_device, manufacturer)
#define LAYOUT_USB_DEVICE_serial offsetof(::usb_device, serial)
#define LAYOUT_USB_DIR_OUT 0
#define LAYOUT_USB_DIR_IN 0x80
#define LAYOUT_USB_TYPE_STANDARD 0
#define LAYOUT_USB_TYPE_CLASS 0x20
#define LAYOUT_USB_TYPE_VENDOR 0x40
#define LAYOUT_USB_RECIP_DEVICE 0
#define LAYOUT_USB_RECIP_INTERFACE 1
#define LAYOUT_USB_RECIP_ENDPOINT 2
#define LAYOUT_USB_RECIP_OTHER 3
#define LAYOUT_USB_ENDPOINT_XFER_BULK 2
#define LAYOUT_USB_ENDPOINT_XFER_INT 3
#define LAYOUT_PIPE_INTERRUPT 1
#define LAYOUT_PIPE_BULK 3
#define LAYOUT_URB_status offsetof(::urb, status)
#define LAYOUT_URB_context offsetof(::urb, context)
#define LAYOUT_URB_transfer_buffer offsetof(::urb, transfer_buffer)
#define LAYOUT_URB_transfer_buffer_length offsetof(::urb, transfer_buffer_length)
#define LAYOUT_URB_actual_length offsetof(::urb, actual_length)

namespace fake
{

// A device that is plugged in while this stands. Its interface has number 2, and endpoints: bulk 0x81, 0x02; interrupt 0x83 (of 8 bytes, every
// 10 ms), 0x04; bulk 0x85 and 0x06.
struct UsbGadget : usb_device {
	UsbGadget(unsigned short vendor, unsigned short product, const char *name);
	~UsbGadget();
	UsbGadget(const UsbGadget &) = delete;
	ClassedDevice &device() { return *reinterpret_cast<ClassedDevice *>(interface_of_it.dev); }

	// Its driver is asked. From unplug() on, what is asked of it is ENODEV.
	void plug();
	void unplug();
	// As a write to the file `unbind` of its driver: its endpoints are closed.
	void unbind();

	// What probe returned; -ENODEV: nobody is for it.
	int probed = -19;
	usb_driver *driver = nullptr;
	bool gone = false, closed = false;
	// What every message returns, if it is not 0. What has come to it, "81 r 4 in 1000 ms; 02 w 0102 in 5 ms; 40 5b 0001 0002 w 01 in 7 ms".
	int failing = 0;
	std::string said;
	// What it answers, byte by byte; how much of a message to it it takes.
	std::string answer;
	std::size_t takes = 1 << 20;
	usb_interface interface_of_it{};
	// What is in flight, the first first.
	std::deque<urb *> urbs;
};

// Ends the first transfer that is in flight: it had this answer, or what is sent is returned; or it has failed.
std::string complete_urb(UsbGadget &gadget, const std::string &answer, int status = 0);
unsigned int live_urbs();
// What another CPU does just before the next submission, once.
void before_submit(std::function<void()> hook);

} // namespace fake
