// SPDX-License-Identifier: GPL-2.0-only
// The shims of a device's memory. A mapping is an allocation that nobody looks into: only its address counts.
#include "kernel/io/shim.h"

#include <algorithm>
#include <map>

#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

struct Mapping {
	fake::IoMemory *memory;
	std::size_t offset, size;
};
std::vector<fake::IoMemory *> memories;
std::map<const char *, Mapping> mappings;

const fake::Part
	part([] { mappings.clear(); },
	     [] { return mappings.empty() ? std::string() : std::string("mapped memory of a device"); });

struct Place {
	fake::IoMemory *memory;
	std::size_t offset;
};

// Nowhere, if the rules are broken.
Place find(const void *address, std::size_t width)
{
	const char *const place = static_cast<const char *>(address);
	auto after = mappings.upper_bound(place);
	if (after != mappings.begin()) {
		const auto &[begin, mapping] = *--after;
		const std::size_t offset = static_cast<std::size_t>(place - begin);
		if (offset + width <= mapping.size) {
			if ((mapping.offset + offset) % width != 0)
				fake::violated("a register that is not aligned");
			return {mapping.memory, mapping.offset + offset};
		}
	}
	fake::violated("memory of a device that is not mapped (any more)");
	return {nullptr, 0};
}

template <typename T>
T read(const void *address)
{
	const auto [memory, offset] = find(address, sizeof(T));
	if (memory == nullptr)
		return static_cast<T>(~T{0});
	if (memory->on_read)
		memory->on_read(offset, sizeof(T));
	return static_cast<T>(memory->value(offset, sizeof(T)));
}

template <typename T>
void write(T value, void *address)
{
	const auto [memory, offset] = find(address, sizeof(T));
	if (memory == nullptr)
		return;
	memory->set(offset, sizeof(T), value);
	if (memory->on_write)
		memory->on_write(offset, sizeof(T));
}

} // namespace

namespace fake
{

IoMemory::IoMemory(std::uint64_t address, std::size_t size) : address(address), bytes(size)
{
	memories.push_back(this);
}

IoMemory::~IoMemory()
{
	if (mapped != 0)
		violated("memory of a device that goes while it is mapped");
	std::erase(memories, this);
}

std::uint64_t IoMemory::value(std::size_t offset, std::size_t width) const
{
	std::uint64_t value = 0;
	for (std::size_t index = width; index-- > 0;)
		value = value << 8 | bytes.at(offset + index);
	return value;
}

void IoMemory::set(std::size_t offset, std::size_t width, std::uint64_t value)
{
	for (std::size_t index = 0; index < width; ++index)
		bytes.at(offset + index) = static_cast<unsigned char>(value >> 8 * index);
}

} // namespace fake

void *shim_ioremap(u64 address, size_t size)
{
	fake::might_sleep("ioremap");
	for (fake::IoMemory *memory : memories) {
		if (address < memory->address || address - memory->address + size > memory->bytes.size())
			continue;
		char *const mapped = static_cast<char *>(shim_kmalloc(size, LAYOUT_GFP_KERNEL));
		if (mapped == nullptr)
			return nullptr;
		mappings[mapped] = {memory, static_cast<std::size_t>(address - memory->address), size};
		++memory->mapped;
		return mapped;
	}
	return nullptr;
}

void shim_iounmap(void *mapped)
{
	fake::might_sleep("iounmap");
	const auto found = mappings.find(static_cast<char *>(mapped));
	if (found == mappings.end())
		return fake::violated("iounmap of what is not mapped");
	--found->second.memory->mapped;
	mappings.erase(found);
	shim_kfree(mapped);
}

u8 shim_readb(const void *place)
{
	return read<u8>(place);
}
u16 shim_readw(const void *place)
{
	return read<u16>(place);
}
u32 shim_readl(const void *place)
{
	return read<u32>(place);
}
u64 shim_readq(const void *place)
{
	return read<u64>(place);
}
void shim_writeb(u8 value, void *place)
{
	write(value, place);
}
void shim_writew(u16 value, void *place)
{
	write(value, place);
}
void shim_writel(u32 value, void *place)
{
	write(value, place);
}
void shim_writeq(u64 value, void *place)
{
	write(value, place);
}
