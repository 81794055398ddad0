// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/pci.h>, and the tables of devices. */
#include <linux/module.h>
#include <linux/pci.h>

#include "kernel/pci/shim.h"

#define PCI_IDS(name, ...)                                                                                   \
	extern const struct pci_device_id pci_ids_##name[];                                                  \
	const struct pci_device_id pci_ids_##name[] = {__VA_ARGS__, {}};                                     \
	MODULE_DEVICE_TABLE(pci, pci_ids_##name);
#include "kernel/module/declarations.h"

SAME_TYPE(pci_clear_master);
SAME_TYPE(pci_disable_device);
SAME_TYPE(pci_enable_device);
SAME_TYPE(pci_release_region);
SAME_TYPE(pci_set_master);
SAME_TYPE(pci_unregister_driver);

SHIM(int, pci_register_driver, struct pci_driver *driver, const char *name, const void *ids,
     int (*probe)(struct pci_dev *, const struct pci_device_id *), void (*remove)(struct pci_dev *))
{
	driver->name = name;
	driver->id_table = ids;
	driver->probe = probe;
	driver->remove = remove;
	return pci_register_driver(driver);
}

SHIM(struct pci_driver *, pci_driver_of, struct pci_dev *device)
{
	return to_pci_driver(device->dev.driver);
}

SHIM(void *, pci_get_drvdata, struct pci_dev *device)
{
	return pci_get_drvdata(device);
}

SHIM(void, pci_set_drvdata, struct pci_dev *device, void *data)
{
	pci_set_drvdata(device, data);
}

SHIM(struct device *, pci_device, struct pci_dev *device)
{
	return &device->dev;
}

SHIM(u16, pci_vendor, const struct pci_dev *device)
{
	return device->vendor;
}

SHIM(u16, pci_device_id, const struct pci_dev *device)
{
	return device->device;
}

SHIM(u8, pci_revision, const struct pci_dev *device)
{
	return device->revision;
}

SHIM(struct shim_pci_config, pci_read_config_byte, struct pci_dev *device, int offset)
{
	u8 value = 0;
	const int returned = pcibios_err_to_errno(pci_read_config_byte(device, offset, &value));

	return (struct shim_pci_config){value, returned};
}

SHIM(struct shim_pci_config, pci_read_config_word, struct pci_dev *device, int offset)
{
	u16 value = 0;
	const int returned = pcibios_err_to_errno(pci_read_config_word(device, offset, &value));

	return (struct shim_pci_config){value, returned};
}

SHIM(struct shim_pci_config, pci_read_config_dword, struct pci_dev *device, int offset)
{
	u32 value = 0;
	const int returned = pcibios_err_to_errno(pci_read_config_dword(device, offset, &value));

	return (struct shim_pci_config){value, returned};
}

SHIM(int, pci_write_config_byte, struct pci_dev *device, int offset, u8 value)
{
	return pcibios_err_to_errno(pci_write_config_byte(device, offset, value));
}

SHIM(int, pci_write_config_word, struct pci_dev *device, int offset, u16 value)
{
	return pcibios_err_to_errno(pci_write_config_word(device, offset, value));
}

SHIM(int, pci_write_config_dword, struct pci_dev *device, int offset, u32 value)
{
	return pcibios_err_to_errno(pci_write_config_dword(device, offset, value));
}

SHIM(u64, pci_resource_len, struct pci_dev *device, int bar)
{
	return pci_resource_len(device, bar);
}

SHIM(unsigned long, pci_resource_flags, struct pci_dev *device, int bar)
{
	return pci_resource_flags(device, bar);
}

SHIM(int, pci_request_region, struct pci_dev *device, int bar)
{
	return pci_request_region(device, bar, KBUILD_MODNAME);
}

SHIM(void *, pci_ioremap_bar, struct pci_dev *device, int bar)
{
	return (__force void *)pci_ioremap_bar(device, bar);
}

SHIM(int, pci_alloc_irq_vectors, struct pci_dev *device, unsigned int least, unsigned int most,
     unsigned int kinds)
{
	return pci_alloc_irq_vectors(device, least, most, kinds);
}

SHIM(void, pci_free_irq_vectors, struct pci_dev *device)
{
	pci_free_irq_vectors(device);
}

SHIM(int, pci_irq_vector, struct pci_dev *device, unsigned int index)
{
	return pci_irq_vector(device, index);
}

SHIM(bool, pci_dev_msi_enabled, struct pci_dev *device)
{
	return pci_dev_msi_enabled(device);
}
