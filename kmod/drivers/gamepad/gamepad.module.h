/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of gamepad, and the device that it is for: numbers of pid.codes for tests. */
KERNEL_MODULE(gamepad::Module, "GPL v2", "The rusty developers", "A game pad, as an example of HID and input", "0.1.0")
HID_IDS(gamepad, {HID_USB_DEVICE(0x1209, 0x0001)})
