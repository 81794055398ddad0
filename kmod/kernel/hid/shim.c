// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/hid.h>, and the tables of ids. */
#include <linux/hid.h>
#include <linux/module.h>

#include "kernel/hid/shim.h"

#define HID_IDS(name, ...)                                                                                   \
	extern const struct hid_device_id hid_ids_##name[];                                                  \
	const struct hid_device_id hid_ids_##name[] = {__VA_ARGS__, {}};                                     \
	MODULE_DEVICE_TABLE(hid, hid_ids_##name);
#include "kernel/module/declarations.h"

SAME_TYPE(hid_unregister_driver);
SAME_TYPE(hid_hw_start);
SAME_TYPE(hid_hw_stop);
SAME_TYPE(hid_hw_open);
SAME_TYPE(hid_hw_close);

SHIM(int, hid_register_driver, struct hid_driver *driver, const char *name, const struct hid_device_id *ids,
     int (*probe)(struct hid_device *, const struct hid_device_id *), void (*remove)(struct hid_device *),
     int (*raw_event)(struct hid_device *, struct hid_report *, u8 *, int),
     KERNEL_HID_FIXED *(*report_fixup)(struct hid_device *, u8 *, unsigned int *))
{
	/* (Not const on older kernels.) */
	driver->name = (char *)name;
	driver->id_table = ids;
	driver->probe = probe;
	driver->remove = remove;
	driver->raw_event = raw_event;
	driver->report_fixup = report_fixup;
	return hid_register_driver(driver);
}

SHIM(int, hid_parse, struct hid_device *device)
{
	return hid_parse(device);
}

SHIM(int, hid_hw_output_report, struct hid_device *device, u8 *bytes, size_t size)
{
	return hid_hw_output_report(device, bytes, size);
}

SHIM(int, hid_get_report, struct hid_device *device, u8 report, u8 *bytes, size_t size, int type)
{
	return hid_hw_raw_request(device, report, bytes, size, type, HID_REQ_GET_REPORT);
}

SHIM(int, hid_set_report, struct hid_device *device, u8 report, u8 *bytes, size_t size, int type)
{
	return hid_hw_raw_request(device, report, bytes, size, type, HID_REQ_SET_REPORT);
}
