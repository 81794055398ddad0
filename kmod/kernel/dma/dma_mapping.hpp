// SPDX-License-Identifier: GPL-2.0-only
// DmaMapping: bytes of the driver's own, lent to a device for one transfer in one direction (streaming DMA).
#pragma once

#include "kernel/dma/dma.hpp"
#include "kernel/memory/vec.hpp"

namespace kernel
{
namespace
{

/// enum dma_data_direction: which side writes the bytes.
enum class DmaDirection : unsigned int {
	/// The driver has; the device reads them.
	to_device = LAYOUT_DMA_TO_DEVICE,
	/// The device does; the driver reads them when it has them back.
	from_device = LAYOUT_DMA_FROM_DEVICE,
	bidirectional = LAYOUT_DMA_BIDIRECTIONAL,
};

/// Bytes that a device has until this is unmapped (dma_map_single). The mapping owns them meanwhile, so that nobody looks at them or changes
/// them too early: what caches and bounce buffers hold is put right when they are given back. It can be moved, not copied.
///
///     auto mapping = TRY(DmaMapping<DmaDirection::from_device>::map(device, kernel::move(bytes)));
///     registers.write(dma_destination, mapping.address().low());
///     ...                                                     // the device says that it is done
///     bytes = kernel::move(mapping).unmap();
///
/// A Vec, not a VVec: its memory is in one piece for the device, too. Where the device and the driver use the same bytes again and again, a
/// DmaBuffer is less.
template <DmaDirection direction>
class DmaMapping
{
public:
	/// For this device, which outlives it. Any context. EINVAL: no bytes. EIO: the device does not reach them, or there is no room to bounce
	/// them; they are freed then.
	static Result<DmaMapping> map(Device device, Vec<u8> &&bytes)
	{
		Vec<u8> owned(kernel::move(bytes));
		if (owned.empty())
			return errors::invalid;
		const u64 address =
			shim_dma_map_single(device.raw(), owned.begin(), owned.size(), kernel_direction);
		if (shim_dma_mapping_error(device.raw(), address) != 0)
			return Errno(EIO);
		return DmaMapping(device, kernel::move(owned), DmaAddress(address));
	}
	DmaMapping(DmaMapping &&other)
		: device_(other.device_), bytes_(kernel::move(other.bytes_)), address_(other.address_)
	{
	}
	DmaMapping &operator=(DmaMapping &&) = delete;
	/// The device must have stopped. Any context.
	~DmaMapping() { give_back(); }

	size_t size() const { return bytes_.size(); }
	/// The address to give to the device.
	DmaAddress address() const { return address_; }
	/// The device has stopped: the bytes are the driver's again. The mapping is used up. Any context.
	Vec<u8> unmap() &&
	{
		give_back();
		return kernel::move(bytes_);
	}

private:
	static constexpr auto kernel_direction = static_cast<unsigned int>(direction);

	DmaMapping(Device device, Vec<u8> &&bytes, DmaAddress address)
		: device_(device), bytes_(kernel::move(bytes)), address_(address)
	{
	}
	// (One that was moved from, or is used up, has no bytes.)
	void give_back()
	{
		if (!bytes_.empty())
			shim_dma_unmap_single(device_.raw(), address_.value(), bytes_.size(),
					      kernel_direction);
	}

	Device device_;
	Vec<u8> bytes_;
	DmaAddress address_;
};

} // namespace
} // namespace kernel
