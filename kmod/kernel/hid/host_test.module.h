/* SPDX-License-Identifier: GPL-2.0-only */
HID_IDS(pad, {HID_USB_DEVICE(1, 2), .driver_data = 11}, {HID_USB_DEVICE(1, 3), .driver_data = 12})
HID_IDS(quiet, {HID_USB_DEVICE(1, 4)})
