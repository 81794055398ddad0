// SPDX-License-Identifier: GPL-2.0-only
// PlatformMemory: the registers of a platform device.
#pragma once

#include "kernel/io/mmio.hpp"
#include "kernel/platform/device.hpp"

namespace kernel
{
namespace
{

// For the layer: addresses that no other driver may have, until this is destroyed.
class MemoryRegion
{
public:
	static Result<MemoryRegion> request(u64 start, u64 size)
	{
		if (!shim_request_mem_region(start, size))
			return errors::busy;
		return MemoryRegion(start, size);
	}
	MemoryRegion(MemoryRegion &&other) : start_(other.start_), size_(kernel::exchange(other.size_, 0)) {}
	MemoryRegion &operator=(MemoryRegion &&) = delete;
	~MemoryRegion()
	{
		if (size_ != 0)
			shim_release_mem_region(start_, size_);
	}

private:
	MemoryRegion(u64 start, u64 size) : start_(start), size_(size) {}

	u64 start_;
	u64 size_;
};

/// An Mmio of at least `least` bytes that is memory of a device, and no other driver's, until this is destroyed: it is declared before what
/// refers to it, as an Irq.
///
///     PlatformMemory<0x90> registers_;                        // TRY(PlatformMemory<0x90>::map(device, 0))
// (Bases go in the order that is needed: the mapping first, then the region.)
template <size_t least>
class PlatformMemory : MemoryRegion, public Mmio<least>
{
	static_assert(least > 0, "PlatformMemory is told how many bytes the registers take: "
				 "PlatformMemory<0x90>");

public:
	/// The device's memory of this number, from 0 on. Sleeps. EBUSY: another driver has it. ENXIO: the device has none, or less. ENOMEM.
	static Result<PlatformMemory> map(PlatformDevice device, unsigned int index)
	{
		const shim_platform_resource found =
			shim_platform_get_resource(device.raw(), LAYOUT_PLATFORM_MEM, index);
		if (found.size < least || static_cast<size_t>(found.size) != found.size)
			return Errno(ENXIO);
		MemoryRegion region = TRY(MemoryRegion::request(found.start, found.size));
		return PlatformMemory(kernel::move(region),
				      TRY(Mmio<least>::ioremap(found.start, found.size)));
	}

private:
	PlatformMemory(MemoryRegion &&region, Mmio<least> &&mapped)
		: MemoryRegion(kernel::move(region)), Mmio<least>(kernel::move(mapped))
	{
	}
};

} // namespace
} // namespace kernel
