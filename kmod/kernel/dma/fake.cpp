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
	char *bytes;
	std::size_t size;
};
std::map<std::uint64_t, Memory> all;
std::uint64_t mask;

const fake::Part part(
	[] {
		all.clear();
		mask = 0xffffffff;
	},
	[] { return all.empty() ? std::string() : std::string("memory of a device (DMA)"); });

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
	std::uint64_t address = first_address;
	if (!all.empty())
		address = (all.rbegin()->first + all.rbegin()->second.size + 0xfff) / 0x1000 * 0x1000;
	all[address] = {device, bytes, size};
	return {bytes, address};
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
