// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/dma-mapping.h>. */
#include <linux/dma-mapping.h>

#include "kernel/dma/shim.h"

SHIM(int, dma_set_mask_and_coherent, struct device *device, u64 mask)
{
	return dma_set_mask_and_coherent(device, mask);
}

SHIM(struct shim_dma_memory, dma_alloc_coherent, struct device *device, size_t size, unsigned int gfp)
{
	dma_addr_t handle = 0;
	void *const address = dma_alloc_coherent(device, size, &handle, (__force gfp_t)gfp);

	return (struct shim_dma_memory){address, handle};
}

SHIM(void, dma_free_coherent, struct device *device, size_t size, void *address, u64 device_address)
{
	dma_free_coherent(device, size, address, device_address);
}

SHIM(u64, dma_map_single, struct device *device, void *address, size_t size, unsigned int way)
{
	return dma_map_single(device, address, size, way);
}

SHIM(int, dma_mapping_error, struct device *device, u64 device_address)
{
	return dma_mapping_error(device, device_address);
}

SHIM(void, dma_unmap_single, struct device *device, u64 device_address, size_t size, unsigned int way)
{
	dma_unmap_single(device, device_address, size, way);
}
