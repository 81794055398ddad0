// SPDX-License-Identifier: GPL-2.0-only
CONFIG(PCI, "to drive PCI devices")
