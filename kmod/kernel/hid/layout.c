// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hid.h>

OPERATION_TYPE(hid_driver, probe, int, struct hid_device *, const struct hid_device_id *)
OPERATION_TYPE(hid_driver, remove, void, struct hid_device *)
OPERATION_TYPE(hid_driver, raw_event, int, struct hid_device *, struct hid_report *, u8 *, int)
_Static_assert(sizeof_field(struct hid_device, bus) == sizeof(u16) &&
		       sizeof_field(struct hid_device, vendor) == sizeof(u32) &&
		       sizeof_field(struct hid_device, product) == sizeof(u32) &&
		       sizeof_field(struct hid_device, version) == sizeof(u32),
	       "struct hid_device has members of other sizes on this kernel");
_Static_assert(sizeof_field(struct hid_report, id) == sizeof(u32) &&
		       sizeof_field(struct hid_report, type) == sizeof(u32),
	       "struct hid_report has members of other sizes on this kernel");
_Static_assert(sizeof_field(struct hid_device_id, driver_data) == sizeof(unsigned long),
	       "struct hid_device_id has members of other sizes on this kernel");

LAYOUTS(hid)
{
	TYPE(HID_DRIVER, struct hid_driver);
	TYPE(HID_DEVICE_ID, struct hid_device_id);
	DEFINE(LAYOUT_HID_DEVICE_ID_driver_data, offsetof(struct hid_device_id, driver_data));
	DEFINE(LAYOUT_HID_DEVICE_dev, offsetof(struct hid_device, dev));
	DEFINE(LAYOUT_HID_DEVICE_DRIVER_DATA, offsetof(struct hid_device, dev.driver_data));
	DEFINE(LAYOUT_HID_DEVICE_bus, offsetof(struct hid_device, bus));
	DEFINE(LAYOUT_HID_DEVICE_vendor, offsetof(struct hid_device, vendor));
	DEFINE(LAYOUT_HID_DEVICE_product, offsetof(struct hid_device, product));
	DEFINE(LAYOUT_HID_DEVICE_version, offsetof(struct hid_device, version));
	DEFINE(LAYOUT_HID_DEVICE_name, offsetof(struct hid_device, name));
	DEFINE(LAYOUT_HID_DEVICE_phys, offsetof(struct hid_device, phys));
	DEFINE(LAYOUT_HID_DEVICE_uniq, offsetof(struct hid_device, uniq));
	DEFINE(LAYOUT_HID_REPORT_id, offsetof(struct hid_report, id));
	DEFINE(LAYOUT_HID_REPORT_type, offsetof(struct hid_report, type));
	DEFINE(LAYOUT_HID_INPUT_REPORT, HID_INPUT_REPORT);
	DEFINE(LAYOUT_HID_OUTPUT_REPORT, HID_OUTPUT_REPORT);
	DEFINE(LAYOUT_HID_FEATURE_REPORT, HID_FEATURE_REPORT);
	DEFINE(LAYOUT_HID_CONNECT_HIDINPUT, HID_CONNECT_HIDINPUT);
	DEFINE(LAYOUT_HID_CONNECT_HIDRAW, HID_CONNECT_HIDRAW);
	DEFINE(LAYOUT_HID_CONNECT_HIDDEV, HID_CONNECT_HIDDEV);
	DEFINE(LAYOUT_HID_CONNECT_FF, HID_CONNECT_FF);
	DEFINE(LAYOUT_HID_CONNECT_DRIVER, HID_CONNECT_DRIVER);
	/* (A module of its own on most kernels, which the self-test does without.) */
	DEFINE(LAYOUT_HID_IS_BUILT_IN, IS_BUILTIN(CONFIG_HID));
}
