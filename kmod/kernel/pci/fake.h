// SPDX-License-Identifier: GPL-2.0-only
// The fake of a PCI bus: cards that a test puts in, and what a driver has of each.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernel/device/fake.h"
#include "kernel/io/fake.h"

struct pci_device_id {
	std::uint32_t vendor, device, subvendor, subdevice;
	std::uint32_t class_of_devices, class_mask;
	unsigned long driver_data;
	std::uint32_t override_only;
};
struct pci_dev {
	pci_dev *next;
	fake::ClassedDevice dev;
	void *drvdata;
	struct pci_driver *driver;
	std::uint16_t vendor, device;
	std::uint8_t revision;
	std::uint8_t config[256];
	bool unplugged;
	fake::IoMemory *bars[6];     // nullptr: none
	unsigned int msi, first_irq; // how many MSI there may be; the line of old is first_irq
	// What its driver has of it.
	int enabled, masters, regions, vectors;
	bool region_of[6], msi_enabled;
};
struct pci_driver {
	pci_driver *next;
	const char *name;
	const pci_device_id *id_table;
	int (*probe)(pci_dev *, const pci_device_id *);
	void (*remove)(pci_dev *);
};

#define LAYOUT_PCI_DEVICE_ID_SIZE sizeof(::pci_device_id)
#define LAYOUT_PCI_DEVICE_ID_ALIGN alignof(::pci_device_id)
#define LAYOUT_PCI_DEVICE_ID_vendor offsetof(::pci_device_id, vendor)
#define LAYOUT_PCI_DEVICE_ID_device offsetof(::pci_device_id, device)
#define LAYOUT_PCI_DEVICE_ID_subvendor offsetof(::pci_device_id, subvendor)
#define LAYOUT_PCI_DEVICE_ID_subdevice offsetof(::pci_device_id, subdevice)
#define LAYOUT_PCI_DRIVER_SIZE sizeof(::pci_driver)
#define LAYOUT_PCI_DRIVER_ALIGN alignof(::pci_driver)
#define LAYOUT_IORESOURCE_MEM 0x200
#define LAYOUT_PCI_STD_NUM_BARS 6
#define LAYOUT_PCI_IRQ_INTX 1
#define LAYOUT_PCI_IRQ_MSI 2
#define LAYOUT_PCI_IRQ_MSIX 4

namespace fake
{

// A card of these numbers, in its slot until it is destroyed, or unplugged.
class PciCard
{
public:
	PciCard(std::uint16_t vendor, std::uint16_t device, const char *name);
	~PciCard();
	PciCard(const PciCard &) = delete;
	PciCard &operator=(const PciCard &) = delete;
	pci_dev *operator->() { return &raw_; }
	// Its driver is asked, and what probe said: 0, or a negative errno; -ENODEV if nobody drives it.
	int plug();
	void unplug();
	bool driven() const { return raw_.driver != nullptr; }

private:
	pci_dev raw_{};
	bool plugged_ = false;
};

} // namespace fake
