/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of edu, and the devices that it drives: udev loads it when there is one. */
KERNEL_MODULE(edu::Module, "GPL v2", "The rusty developers", "QEMU's PCI device edu: factorials, and a memory that is reached by DMA", "0.1.0")

PCI_IDS(edu, {PCI_DEVICE(0x1234, 0x11e8)})
