/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_HID_SHIM_H
#define KERNEL_HID_SHIM_H

#include "kernel/core/boundary.h"
#include "kernel/probes.h"

struct hid_device;
struct hid_device_id;
struct hid_driver;
struct hid_report;

/* What report_fixup returns. */
#if KERNEL_HAS_HID_FIXUP_TO_CONST
#define KERNEL_HID_FIXED const u8
#else
#define KERNEL_HID_FIXED u8
#endif

SHIMS_BEGIN
/* All of these sleep. Of a zeroed driver; its name and ids must live as long as it. probe, remove and report_fixup, which is called by
 * hid_parse, are called in process context, raw_event in any, and never while probe or remove runs; it and report_fixup may be NULL. 0 or a negative
 * errno. hid_unregister_driver calls remove for each device that was probed, and waits for those that run. */
int shim_hid_register_driver(struct hid_driver *driver, const char *name, const struct hid_device_id *ids,
			     int (*probe)(struct hid_device *, const struct hid_device_id *),
			     void (*remove)(struct hid_device *),
			     int (*raw_event)(struct hid_device *, struct hid_report *, u8 *, int),
			     KERNEL_HID_FIXED *(*report_fixup)(struct hid_device *, u8 *, unsigned int *));
void shim_hid_unregister_driver(struct hid_driver *driver) DIRECT(hid_unregister_driver);

/* While it is probed, once: reads the descriptor of its reports. 0 or a negative errno. */
int shim_hid_parse(struct hid_device *device);
int shim_hid_hw_start(struct hid_device *device, unsigned int connect_mask) DIRECT(hid_hw_start);
void shim_hid_hw_stop(struct hid_device *device) DIRECT(hid_hw_stop);
int shim_hid_hw_open(struct hid_device *device) DIRECT(hid_hw_open);
void shim_hid_hw_close(struct hid_device *device) DIRECT(hid_hw_close);

/* Of one that was started. How many bytes were transferred, or a negative errno. The memory is kmalloc's, and begins with the report's number. */
int shim_hid_hw_output_report(struct hid_device *device, u8 *bytes, size_t size);
int shim_hid_get_report(struct hid_device *device, u8 report, u8 *bytes, size_t size, int type);
int shim_hid_set_report(struct hid_device *device, u8 report, u8 *bytes, size_t size, int type);
SHIMS_END

#endif
