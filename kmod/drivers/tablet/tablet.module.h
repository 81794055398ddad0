/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of tablet, and what it is for: QEMU has one number for its mice, keyboards and tablets, whose interfaces differ. */
KERNEL_MODULE(tablet::Module, "GPL v2", "The rusty developers", "QEMU's USB tablet: a pointer with a place, three buttons and a wheel", "0.1.0")

USB_IDS(tablet, {USB_DEVICE_AND_INTERFACE_INFO(0x0627, 0x0001, USB_CLASS_HID, 0, 0)})
