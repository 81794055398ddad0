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
SHIMS_END

#endif
