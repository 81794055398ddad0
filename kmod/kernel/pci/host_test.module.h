/* SPDX-License-Identifier: GPL-2.0-only */
PCI_IDS(card, {PCI_DEVICE(0x1234, 0x11e8)}, {PCI_DEVICE(0x1234, 0x11e9)})
