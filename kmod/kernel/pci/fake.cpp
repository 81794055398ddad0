// SPDX-License-Identifier: GPL-2.0-only
// The shims of PCI: one bus, with the cards that tests put in.
#include "kernel/pci/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

std::vector<pci_driver *> drivers;
std::vector<pci_dev *> cards;

const fake::Part part(
	[] {
		drivers.clear();
		cards.clear();
	},
	[] { return drivers.empty() ? std::string() : std::string("a registered PCI driver"); });

// Whatever a driver takes, it gives back.
void check_nothing_is_left(const pci_dev &card)
{
	if (card.enabled != 0 || card.masters != 0 || card.regions != 0 || card.vectors != 0)
		fake::violated("a PCI device that its driver left enabled, or with regions or interrupts");
	for (unsigned int irq = card.first_irq; irq < card.first_irq + 1 + card.msi; ++irq)
		if (fake::irq_requests(irq) != 0)
			fake::violated("a PCI device that its driver left with an interrupt requested");
	for (const fake::IoMemory *bar : card.bars)
		if (bar != nullptr && bar->mapped != 0)
			fake::violated("a PCI device that its driver left with a BAR mapped");
}

int probe(pci_driver &driver, pci_dev &card)
{
	for (const pci_device_id *id = driver.id_table; id->vendor != 0; ++id) {
		if (id->vendor != card.vendor || id->device != card.device)
			continue;
		card.driver = &driver;
		const int returned = driver.probe(&card, id);
		if (returned != 0) {
			card.driver = nullptr;
			check_nothing_is_left(card);
		}
		return returned;
	}
	return -ENODEV;
}

void remove(pci_dev &card)
{
	if (card.driver == nullptr)
		return;
	card.driver->remove(&card);
	card.driver = nullptr;
	card.drvdata = nullptr;
	check_nothing_is_left(card);
}

bool is_place(int offset, unsigned int size)
{
	return offset >= 0 && offset + size <= sizeof(pci_dev::config) &&
	       static_cast<unsigned int>(offset) % size == 0;
}

template <typename T>
shim_pci_config read_config(pci_dev *device, int offset)
{
	T value = static_cast<T>(~T{0});
	if (device->unplugged)
		return {value, -ENODEV};
	if (!is_place(offset, sizeof(T)))
		return {0, -EFAULT};
	std::memcpy(&value, device->config + offset, sizeof(T));
	return {value, 0};
}

template <typename T>
int write_config(pci_dev *device, int offset, T value)
{
	if (device->unplugged)
		return -ENODEV;
	if (!is_place(offset, sizeof(T)))
		return -EFAULT;
	std::memcpy(device->config + offset, &value, sizeof(T));
	return 0;
}

} // namespace

namespace fake
{

PciCard::PciCard(std::uint16_t vendor, std::uint16_t device, const char *name)
{
	raw_.vendor = vendor;
	raw_.device = device;
	raw_.dev.name = const_cast<char *>(name);
	raw_.first_irq = 32;
}

PciCard::~PciCard()
{
	if (plugged_)
		unplug();
}

int PciCard::plug()
{
	plugged_ = true;
	raw_.unplugged = false;
	cards.push_back(&raw_);
	int returned = -ENODEV;
	for (pci_driver *driver : drivers)
		if (raw_.driver == nullptr)
			returned = probe(*driver, raw_);
	return returned;
}

void PciCard::unplug()
{
	plugged_ = false;
	raw_.unplugged = true;
	std::erase(cards, &raw_);
	remove(raw_);
}

} // namespace fake

int shim_pci_register_driver(struct pci_driver *driver, const char *name, const void *ids,
			     int (*driver_probe)(struct pci_dev *, const struct pci_device_id *),
			     void (*driver_remove)(struct pci_dev *))
{
	fake::might_sleep("pci_register_driver");
	for (const pci_driver *each : drivers)
		if (std::strcmp(each->name, name) == 0)
			return -EBUSY;
	void *const memory = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return -ENOMEM;
	shim_kfree(memory);
	*driver = {nullptr, name, static_cast<const pci_device_id *>(ids), driver_probe, driver_remove};
	drivers.push_back(driver);
	for (pci_dev *card : std::vector<pci_dev *>(cards))
		if (card->driver == nullptr)
			(void)probe(*driver, *card);
	return 0;
}

void shim_pci_unregister_driver(struct pci_driver *driver)
{
	fake::might_sleep("pci_unregister_driver");
	if (std::erase(drivers, driver) != 1)
		return fake::violated("a PCI driver deregistered that is not registered");
	for (pci_dev *card : std::vector<pci_dev *>(cards))
		if (card->driver == driver)
			remove(*card);
}

struct pci_driver *shim_pci_driver_of(struct pci_dev *device)
{
	return device->driver;
}
void *shim_pci_get_drvdata(struct pci_dev *device)
{
	return device->drvdata;
}
void shim_pci_set_drvdata(struct pci_dev *device, void *data)
{
	device->drvdata = data;
}
struct device *shim_pci_device(struct pci_dev *device)
{
	return &device->dev;
}
u16 shim_pci_vendor(const struct pci_dev *device)
{
	return device->vendor;
}
u16 shim_pci_device_id(const struct pci_dev *device)
{
	return device->device;
}
u8 shim_pci_revision(const struct pci_dev *device)
{
	return device->revision;
}

struct shim_pci_config shim_pci_read_config_byte(struct pci_dev *device, int offset)
{
	return read_config<u8>(device, offset);
}
struct shim_pci_config shim_pci_read_config_word(struct pci_dev *device, int offset)
{
	return read_config<u16>(device, offset);
}
struct shim_pci_config shim_pci_read_config_dword(struct pci_dev *device, int offset)
{
	return read_config<u32>(device, offset);
}
int shim_pci_write_config_byte(struct pci_dev *device, int offset, u8 value)
{
	return write_config(device, offset, value);
}
int shim_pci_write_config_word(struct pci_dev *device, int offset, u16 value)
{
	return write_config(device, offset, value);
}
int shim_pci_write_config_dword(struct pci_dev *device, int offset, u32 value)
{
	return write_config(device, offset, value);
}
