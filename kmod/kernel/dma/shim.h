/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_DMA_SHIM_H
#define KERNEL_DMA_SHIM_H

#include "kernel/core/boundary.h"

struct device;

SHIMS_BEGIN
int shim_dma_set_mask_and_coherent(struct device *device, u64 mask);

/* Address NULL: there is none. Allocating sleeps unless gfp says otherwise; freeing needs interrupts on. */
struct shim_dma_memory {
	void *address;
	u64 device_address;
};
struct shim_dma_memory shim_dma_alloc_coherent(struct device *device, size_t size, unsigned int gfp);
void shim_dma_free_coherent(struct device *device, size_t size, void *address, u64 device_address);

/* Any context. A way is an enum dma_data_direction. The address is one of the device's, if dma_mapping_error says 0 of it. */
u64 shim_dma_map_single(struct device *device, void *address, size_t size, unsigned int way);
int shim_dma_mapping_error(struct device *device, u64 device_address);
void shim_dma_unmap_single(struct device *device, u64 device_address, size_t size, unsigned int way);
SHIMS_END

#endif
