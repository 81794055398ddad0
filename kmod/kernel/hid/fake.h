// SPDX-License-Identifier: GPL-2.0-only
// The fake of HID: gadgets that are plugged in, which drivers are bound to by vendor and product.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kernel/device/fake.h"

struct hid_device {
	unsigned int version, product;
	char uniq[16];
	alignas(fake::ClassedDevice) unsigned char dev[sizeof(fake::ClassedDevice)];
	unsigned int vendor;
	char name[20];
	unsigned short bus;
	char phys[24];
};
struct hid_device_id {
	unsigned int vendor, product;
	unsigned long driver_data;
};
struct hid_report {
	void *padding;
	unsigned int type;
	unsigned int id;
};
struct hid_driver {
	const char *name;
	const hid_device_id *ids;
	int (*probe)(hid_device *, const hid_device_id *);
	void (*remove)(hid_device *);
	int (*raw_event)(hid_device *, hid_report *, unsigned char *, int);
	const unsigned char *(*report_fixup)(hid_device *, unsigned char *, unsigned int *);
};

#define KERNEL_HAS_HID_FIXUP_TO_CONST 1
#define LAYOUT_HID_DRIVER_SIZE sizeof(::hid_driver)
#define LAYOUT_HID_DRIVER_ALIGN alignof(::hid_driver)
#define LAYOUT_HID_DEVICE_ID_SIZE sizeof(::hid_device_id)
#define LAYOUT_HID_DEVICE_ID_ALIGN alignof(::hid_device_id)
#define LAYOUT_HID_DEVICE_ID_driver_data offsetof(::hid_device_id, driver_data)
#define LAYOUT_HID_DEVICE_dev offsetof(::hid_device, dev)
#define LAYOUT_HID_DEVICE_DRIVER_DATA (offsetof(::hid_device, dev) + offsetof(::device, driver_data))
#define LAYOUT_HID_DEVICE_bus offsetof(::hid_device, bus)
#define LAYOUT_HID_DEVICE_vendor offsetof(::hid_device, vendor)
#define LAYOUT_HID_DEVICE_product offsetof(::hid_device, product)
#define LAYOUT_HID_DEVICE_version offsetof(::hid_device, version)
#define LAYOUT_HID_DEVICE_name offsetof(::hid_device, name)
#define LAYOUT_HID_DEVICE_phys offsetof(::hid_device, phys)
#define LAYOUT_HID_DEVICE_uniq offsetof(::hid_device, uniq)
#define LAYOUT_HID_REPORT_id offsetof(::hid_report, id)
#define LAYOUT_HID_REPORT_type offsetof(::hid_report, type)
#define LAYOUT_HID_INPUT_REPORT 10
#define LAYOUT_HID_OUTPUT_REPORT 11
#define LAYOUT_HID_FEATURE_REPORT 12
#define LAYOUT_HID_CONNECT_HIDINPUT 2
#define LAYOUT_HID_CONNECT_HIDRAW 4
#define LAYOUT_HID_CONNECT_HIDDEV 8
#define LAYOUT_HID_CONNECT_FF 16
#define LAYOUT_HID_CONNECT_DRIVER 32
#define LAYOUT_HID_IS_BUILT_IN 1

namespace fake
{

// A gadget that is plugged in while this stands.
struct HidGadget : hid_device {
	HidGadget(unsigned int vendor, unsigned int product);
	~HidGadget();
	HidGadget(const HidGadget &) = delete;
	ClassedDevice &device() { return *reinterpret_cast<ClassedDevice *>(dev); }

	// What a driver's probe returned; -ENODEV: no driver is for it.
	int probed = -19;
	hid_driver *driver = nullptr;
	// The descriptor of its reports, and as the driver has it.
	std::string descriptor = "descriptor";
	std::string parsed;
	// What of it is under way: "started 6, open".
	std::string state;
	// What was sent: "output 0102; set 11 1 0102; get 12 3 of 8".
	std::string sent;
	std::string answer;
	// What parsing, starting, opening and each transfer return, if it is not 0.
	int failing_parse = 0, failing_start = 0, failing_open = 0, failing = 0;
	// Sent while it is opened.
	std::string at_open;
	bool is_locked = false;
};

// As a write to the files `unbind` and `bind` of the driver.
void unbind(HidGadget &gadget);
void bind(HidGadget &gadget);
// It sends a report, which begins with its number, if that is not 0. false: nobody hears of it.
bool send_report(HidGadget &gadget, unsigned int number, const std::string &bytes);

} // namespace fake
