/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PCI_IDS(name, {PCI_DEVICE(vendor, device)}, ...)
 *	The devices that a PciDriver (kernel/pci/pci_driver.hpp) drives, which modinfo and depmod see; to C++ they are pci_ids::name, and
 *	name is the driver's in /sys/bus/pci/drivers. Each is what the kernel's struct pci_device_id is made of in C: PCI_DEVICE_SUB,
 *	PCI_DEVICE_CLASS and PCI_VDEVICE are there, too.
 */
#ifdef KERNEL_WORDS_END
#undef PCI_IDS
#elif !defined(PCI_IDS)
#define PCI_IDS(...)
#endif
