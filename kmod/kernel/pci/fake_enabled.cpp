// SPDX-License-Identifier: GPL-2.0-only
// The shims of what a driver has of a PCI device: that it is enabled, its BARs, its interrupts.
#include "kernel/pci/shim.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "kernel/io/shim.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

int shim_pci_enable_device(struct pci_dev *device)
{
	fake::might_sleep("pci_enable_device");
	void *const memory = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return -ENOMEM;
	shim_kfree(memory);
	++device->enabled;
	return 0;
}

void shim_pci_disable_device(struct pci_dev *device)
{
	fake::might_sleep("pci_disable_device");
	if (--device->enabled < 0)
		fake::violated("a PCI device disabled that is not enabled");
	if (device->regions != 0 || device->vectors != 0 || device->masters != 0)
		fake::violated("a PCI device disabled before what was made of it went");
}

void shim_pci_set_master(struct pci_dev *device)
{
	++device->masters;
}
void shim_pci_clear_master(struct pci_dev *device)
{
	--device->masters;
}

u64 shim_pci_resource_len(struct pci_dev *device, int bar)
{
	const fake::IoMemory *const memory = device->bars[bar];
	return memory == nullptr ? 0 : memory->bytes.size();
}

unsigned long shim_pci_resource_flags(struct pci_dev *device, int bar)
{
	return device->bars[bar] == nullptr ? 0 : LAYOUT_IORESOURCE_MEM;
}

int shim_pci_request_region(struct pci_dev *device, int bar)
{
	fake::might_sleep("pci_request_region");
	if (std::exchange(device->region_of[bar], true))
		return -EBUSY;
	++device->regions;
	return 0;
}

void shim_pci_release_region(struct pci_dev *device, int bar)
{
	fake::might_sleep("pci_release_region");
	if (device->bars[bar]->mapped != 0)
		fake::violated("a BAR released while it is mapped");
	if (!std::exchange(device->region_of[bar], false))
		fake::violated("a BAR released that was not requested");
	--device->regions;
}

void *shim_pci_ioremap_bar(struct pci_dev *device, int bar)
{
	if (device->enabled == 0 || !device->region_of[bar])
		fake::violated("a BAR mapped of a device that is not enabled, or not requested");
	return shim_ioremap(device->bars[bar]->address, device->bars[bar]->bytes.size());
}

int shim_pci_alloc_irq_vectors(struct pci_dev *device, unsigned int least, unsigned int most,
			       unsigned int kinds)
{
	fake::might_sleep("pci_alloc_irq_vectors");
	if (device->vectors != 0)
		fake::violated("interrupts of a PCI device allocated twice");
	const unsigned int msi = std::min(most, device->msi);
	if ((kinds & LAYOUT_PCI_IRQ_MSI) != 0 && msi >= least) {
		device->msi_enabled = true;
		return device->vectors = static_cast<int>(msi);
	}
	if ((kinds & LAYOUT_PCI_IRQ_INTX) != 0 && least == 1)
		return device->vectors = 1;
	return -ENOSPC;
}

void shim_pci_free_irq_vectors(struct pci_dev *device)
{
	fake::might_sleep("pci_free_irq_vectors");
	for (unsigned int irq = device->first_irq; irq < device->first_irq + 1 + device->msi; ++irq)
		if (fake::irq_requests(irq) != 0)
			fake::violated("interrupts of a PCI device freed that are requested");
	device->vectors = 0;
	device->msi_enabled = false;
}

int shim_pci_irq_vector(struct pci_dev *device, unsigned int index)
{
	if (static_cast<int>(index) >= device->vectors)
		return -EINVAL;
	return static_cast<int>(device->first_irq + (device->msi_enabled ? 1 + index : 0));
}

bool shim_pci_dev_msi_enabled(struct pci_dev *device)
{
	return device->msi_enabled;
}
