// SPDX-License-Identifier: GPL-2.0-only
// The fake of memory for devices.
#pragma once

#include <cstddef>
#include <cstdint>

#define LAYOUT_DMA_BIDIRECTIONAL 0
#define LAYOUT_DMA_TO_DEVICE 1
#define LAYOUT_DMA_FROM_DEVICE 2

namespace fake
{

// What a device finds at this address: nullptr, unless that many bytes of it are allocated.
char *dma_memory(std::uint64_t device_address, std::size_t size);
// No memory of the driver's own can be mapped from now on.
void refuse_dma_mappings(bool refuse);
// The mask of all devices: what was set last.
std::uint64_t dma_mask();

} // namespace fake
