// SPDX-License-Identifier: GPL-2.0-only
// The fake of memory for devices.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fake
{

// What a device finds at this address: nullptr, unless that many bytes of it are allocated.
char *dma_memory(std::uint64_t device_address, std::size_t size);
// The mask of all devices: what was set last.
std::uint64_t dma_mask();

} // namespace fake
