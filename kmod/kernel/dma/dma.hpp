// SPDX-License-Identifier: GPL-2.0-only
// DmaBuffer: memory that a device reads and writes by itself; set_dma_mask, which memory it can reach.
#pragma once

#include "kernel/core/span.hpp"
#include "kernel/device/device.hpp"
#include "kernel/dma/shim.h"
#include "kernel/memory/gfp.hpp"

namespace kernel
{
namespace
{

/// dma_addr_t: where a device finds memory. It is no physical address: an IOMMU may stand between.
class DmaAddress
{
public:
	/// For the layer.
	constexpr explicit DmaAddress(u64 value) : value_(value) {}

	constexpr u64 value() const { return value_; }
	/// For registers of 32 bits.
	constexpr u32 low() const { return static_cast<u32>(value_); }
	constexpr u32 high() const { return static_cast<u32>(value_ >> 32); }
	constexpr DmaAddress operator+(u64 bytes) const { return DmaAddress(value_ + bytes); }

private:
	u64 value_;
};

/// How many bits the device's addresses have, 1 to 64, for all that is allocated for it from then on; 32 until then
/// (dma_set_mask_and_coherent). Once, in probe(). EIO: the machine has no memory that such a device reaches. EINVAL: no such number.
inline Result<void> set_dma_mask(Device device, unsigned int bits)
{
	if (bits < 1 || bits > 64)
		return errors::invalid;
	const u64 mask = ~u64{0} >> (64 - bits);
	return Result<void>::from_kernel(shim_dma_set_mask_and_coherent(device.raw(), mask));
}

/// Memory that a device and the CPU may use at once, neither having to say so (dma_alloc_coherent): zeroed, and freed with this. It can be
/// moved, not copied. The device must have stopped using it then: PciMaster is a member behind it, and is destroyed first.
///
///     DmaBuffer buffer = TRY(DmaBuffer::allocate(device, 4096, Gfp::kernel));
///     TRY(buffer.write(0, text));
///     registers.write(dma_source, buffer.address().low());
///     registers.write(dma_command, to_device);                // the device sees what was written before
///
/// What it holds, the device may change while it is looked at: it is copied out, once, and then judged.
class DmaBuffer
{
public:
	/// For this device, which outlives it. Sleeps, unless gfp is atomic. EINVAL: no bytes. ENOMEM: also if no memory that the device reaches is
	/// free. The address is a multiple of the size of a page.
	static Result<DmaBuffer> allocate(Device device, size_t size, Gfp gfp)
	{
		if (size == 0)
			return errors::invalid;
		const shim_dma_memory memory =
			shim_dma_alloc_coherent(device.raw(), size, static_cast<unsigned int>(gfp));
		if (memory.address == nullptr)
			return errors::no_memory;
		return DmaBuffer(device, size, memory);
	}
	DmaBuffer(DmaBuffer &&other)
		: device_(other.device_), size_(kernel::exchange(other.size_, 0)),
		  bytes_(kernel::exchange(other.bytes_, nullptr)), address_(other.address_)
	{
	}
	DmaBuffer &operator=(DmaBuffer &&) = delete;
	/// Interrupts on.
	~DmaBuffer()
	{
		if (bytes_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			shim_dma_free_coherent(device_.raw(), size_, bytes_, address_.value());
	}

	size_t size() const { return size_; }
	/// The address to give to the device.
	DmaAddress address() const { return address_; }

	/// Copies all that fits the span, from an offset on. ERANGE: that is beyond the end. Any context.
	Result<void> read(size_t offset, Span<char> to) const
	{
		TRY(check(offset, to.size()));
		changed_by_device();
		__builtin_memcpy(to.data(), bytes_ + offset, to.size());
		changed_by_device();
		return {};
	}
	Result<void> write(size_t offset, Text from)
	{
		TRY(check(offset, from.size()));
		changed_by_device();
		__builtin_memcpy(bytes_ + offset, from.data(), from.size());
		changed_by_device();
		return {};
	}

private:
	DmaBuffer(Device device, size_t size, const shim_dma_memory &memory)
		: device_(device), size_(size), bytes_(static_cast<char *>(memory.address)),
		  address_(memory.device_address)
	{
	}
	Result<void> check(size_t offset, size_t size) const
	{
		return offset > size_ || size > size_ - offset ? errors::out_of_range : Result<void>();
	}
	// (As MappableBuffer has it: a copy is one copy, and no store is left out.)
	static void changed_by_device() { asm volatile("" : : : "memory"); }

	Device device_;
	size_t size_;
	char *bytes_;
	DmaAddress address_;
};

} // namespace
} // namespace kernel
