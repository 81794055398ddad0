// SPDX-License-Identifier: GPL-2.0-only
#include <linux/pci.h>

LAYOUTS(pci)
{
	TYPE(PCI_DEVICE_ID, struct pci_device_id);
	DEFINE(LAYOUT_PCI_DEVICE_ID_vendor, offsetof(struct pci_device_id, vendor));
	DEFINE(LAYOUT_PCI_DEVICE_ID_device, offsetof(struct pci_device_id, device));
	DEFINE(LAYOUT_PCI_DEVICE_ID_subvendor, offsetof(struct pci_device_id, subvendor));
	DEFINE(LAYOUT_PCI_DEVICE_ID_subdevice, offsetof(struct pci_device_id, subdevice));
	TYPE(PCI_DRIVER, struct pci_driver);
	DEFINE(LAYOUT_IORESOURCE_MEM, IORESOURCE_MEM);
	DEFINE(LAYOUT_PCI_STD_NUM_BARS, PCI_STD_NUM_BARS);
	/* (The line of old has another name on older kernels.) */
	DEFINE(LAYOUT_PCI_IRQ_INTX, PCI_IRQ_ALL_TYPES & ~(PCI_IRQ_MSI | PCI_IRQ_MSIX));
	DEFINE(LAYOUT_PCI_IRQ_MSI, PCI_IRQ_MSI);
	DEFINE(LAYOUT_PCI_IRQ_MSIX, PCI_IRQ_MSIX);
}
