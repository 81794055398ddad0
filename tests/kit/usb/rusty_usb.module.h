/* SPDX-License-Identifier: GPL-2.0-only */
/* The ids are those that test_usb.py gives its gadget. */
KERNEL_MODULE(Module, "GPL v2", "The rusty developers", "The layer's self-test of USB, on the kernel's own gadget", "0.1.0")
USB_IDS(rusty_usb, {USB_DEVICE(0x0525, 0xa4a0), .driver_info = 42})
