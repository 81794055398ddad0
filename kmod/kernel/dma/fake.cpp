// SPDX-License-Identifier: GPL-2.0-only
// The shims of DMA. A device's addresses are small numbers, which are nobody else's.
#include "kernel/dma/shim.h"

#include <cerrno>
#include <cstring>
#include <map>

#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

constexpr std::uint64_t first_address = 0x10000;
struct Memory {
	device *owner;
	char *bytes; // what the device has
	std::size_t size;
	char *mapped = nullptr; // what the driver has: the bytes are bounced
	unsigned int way = 0;
};
std::map<std::uint64_t, Memory> all;
std::uint64_t mask;
bool refusing;

const fake::Part part(
	[] {
		all.clear();
		mask = 0xffffffff;
		refusing = false;
	},
	[] { return all.empty() ? std::string() : std::string("memory of a device (DMA)"); });

std::uint64_t add(const Memory &memory)
{
	std::uint64_t address = first_address;
	if (!all.empty())
		address = (all.rbegin()->first + all.rbegin()->second.size + 0xfff) / 0x1000 * 0x1000;
	all[address] = memory;
	return address;
}

} // namespace

namespace fake
{

char *dma_memory(std::uint64_t device_address, std::size_t size)
{
	auto after = all.upper_bound(device_address);
	if (after == all.begin())
		return nullptr;
	const auto &[begin, memory] = *--after;
	const std::uint64_t offset = device_address - begin;
	return offset + size > memory.size ? nullptr : memory.bytes + offset;
}

void refuse_dma_mappings(bool refuse)
{
	refusing = refuse;
}

std::uint64_t dma_mask()
{
	return mask;
}

} // namespace fake

int shim_dma_set_mask_and_coherent(struct device *, u64 wanted)
{
	if (wanted < 0xffffff)
		return -EIO;
	mask = wanted;
	return 0;
}

struct shim_dma_memory shim_dma_alloc_coherent(struct device *device, size_t size, unsigned int gfp)
{
	auto *const bytes = static_cast<char *>(shim_kmalloc(size, gfp));
	if (bytes == nullptr)
		return {};
	std::memset(bytes, 0, size);
	return {bytes, add({device, bytes, size})};
}

void shim_dma_free_coherent(struct device *device, size_t size, void *bytes, u64 address)
{
	const auto found = all.find(address);
	if (found == all.end() || found->second.owner != device || found->second.size != size ||
	    found->second.bytes != bytes)
		return fake::violated("memory of a device freed that was not allocated so");
	all.erase(found);
	shim_kfree(bytes);
}

// What the device has is a copy: a driver that looks too early sees what was there before, and one that writes too late is not heard.
u64 shim_dma_map_single(struct device *device, void *address, size_t size, unsigned int way)
{
	if (refusing)
		return 0;
	auto *const bytes = new char[size]();
	if (way != LAYOUT_DMA_FROM_DEVICE)
		std::memcpy(bytes, address, size);
	return add({device, bytes, size, static_cast<char *>(address), way});
}

int shim_dma_mapping_error(struct device *, u64 address)
{
	return address == 0 ? -ENOMEM : 0;
}

void shim_dma_unmap_single(struct device *device, u64 address, size_t size, unsigned int way)
{
	const auto found = all.find(address);
	if (found == all.end() || found->second.owner != device || found->second.size != size ||
	    found->second.mapped == nullptr || found->second.way != way)
		return fake::violated("memory unmapped that is not mapped so for the device");
	if (way != LAYOUT_DMA_TO_DEVICE)
		std::memcpy(found->second.mapped, found->second.bytes, size);
	delete[] found->second.bytes;
	all.erase(found);
}
