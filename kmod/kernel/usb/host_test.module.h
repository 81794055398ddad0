/* SPDX-License-Identifier: GPL-2.0-only */
USB_IDS(gadget, {USB_DEVICE(0x1234, 1), .driver_info = 11}, {USB_DEVICE(0x1234, 2), .driver_info = 12})
USB_IDS(other, {USB_DEVICE(0x1234, 3)})
