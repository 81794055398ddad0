/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_PCI_SHIM_H
#define KERNEL_PCI_SHIM_H

#include "kernel/core/boundary.h"

struct device;
struct pci_dev;
struct pci_device_id;
struct pci_driver;

SHIMS_BEGIN
/* Both sleep. Fills the driver, which is zeroed; ids is an array of struct pci_device_id that ends with a zeroed one. The name must live as
 * long as the driver is registered. */
int shim_pci_register_driver(struct pci_driver *driver, const char *name, const void *ids,
			     int (*probe)(struct pci_dev *, const struct pci_device_id *),
			     void (*remove)(struct pci_dev *));
void shim_pci_unregister_driver(struct pci_driver *driver) DIRECT(pci_unregister_driver);
/* Of a device that is being probed, or has been. */
struct pci_driver *shim_pci_driver_of(struct pci_dev *device);
void *shim_pci_get_drvdata(struct pci_dev *device);
void shim_pci_set_drvdata(struct pci_dev *device, void *data);

struct device *shim_pci_device(struct pci_dev *device);
u16 shim_pci_vendor(const struct pci_dev *device);
u16 shim_pci_device_id(const struct pci_dev *device);
u8 shim_pci_revision(const struct pci_dev *device);

/* The value, if `returned`, else a negative errno, is 0. */
struct shim_pci_config {
	u32 value;
	int returned;
};
struct shim_pci_config shim_pci_read_config_byte(struct pci_dev *device, int offset);
struct shim_pci_config shim_pci_read_config_word(struct pci_dev *device, int offset);
struct shim_pci_config shim_pci_read_config_dword(struct pci_dev *device, int offset);
int shim_pci_write_config_byte(struct pci_dev *device, int offset, u8 value);
int shim_pci_write_config_word(struct pci_dev *device, int offset, u16 value);
int shim_pci_write_config_dword(struct pci_dev *device, int offset, u32 value);

/* These two sleep. */
int shim_pci_enable_device(struct pci_dev *device) DIRECT(pci_enable_device);
void shim_pci_disable_device(struct pci_dev *device) DIRECT(pci_disable_device);
void shim_pci_set_master(struct pci_dev *device) DIRECT(pci_set_master);
void shim_pci_clear_master(struct pci_dev *device) DIRECT(pci_clear_master);

/* Of a BAR below PCI_STD_NUM_BARS. */
u64 shim_pci_resource_len(struct pci_dev *device, int bar);
unsigned long shim_pci_resource_flags(struct pci_dev *device, int bar);
/* These sleep. What is mapped ends with iounmap; NULL: no room. */
int shim_pci_request_region(struct pci_dev *device, int bar);
void shim_pci_release_region(struct pci_dev *device, int bar) DIRECT(pci_release_region);
void *shim_pci_ioremap_bar(struct pci_dev *device, int bar);

/* Both sleep. How many, or a negative errno. */
int shim_pci_alloc_irq_vectors(struct pci_dev *device, unsigned int least, unsigned int most,
			       unsigned int kinds);
void shim_pci_free_irq_vectors(struct pci_dev *device);
int shim_pci_irq_vector(struct pci_dev *device, unsigned int index);
bool shim_pci_dev_msi_enabled(struct pci_dev *device);
SHIMS_END

#endif
