// SPDX-License-Identifier: GPL-2.0-only
// PciBar: the registers behind one of a PCI device's base addresses.
#pragma once

#include "kernel/io/mmio.hpp"
#include "kernel/pci/pci_device.hpp"

namespace kernel
{
namespace
{

// For the layer: a BAR that no other driver may have, until this is destroyed.
class PciRegion
{
public:
	static Result<PciRegion> request(pci_dev *raw, unsigned int bar)
	{
		TRY(Result<void>::from_kernel(shim_pci_request_region(raw, static_cast<int>(bar))));
		return PciRegion(raw, bar);
	}
	PciRegion(PciRegion &&other) : raw_(kernel::exchange(other.raw_, nullptr)), bar_(other.bar_) {}
	PciRegion &operator=(PciRegion &&) = delete;
	~PciRegion()
	{
		if (raw_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			shim_pci_release_region(raw_, static_cast<int>(bar_));
	}

private:
	PciRegion(pci_dev *raw, unsigned int bar) : raw_(raw), bar_(bar) {}

	pci_dev *raw_;
	unsigned int bar_;
};

/// An Mmio of at least `least` bytes that is the memory of a BAR, and no other driver's, until this is destroyed. PciEnabled::map_bar makes it.
// (Bases go in the order that is needed: the mapping first, then the region.)
template <size_t least>
class PciBar : PciRegion, public Mmio<least>
{
private:
	friend class PciEnabled;
	static Result<PciBar> make(pci_dev *raw, unsigned int bar)
	{
		static_assert(least > 0,
			      "map_bar is told how many bytes the registers take: map_bar<0x90>(0)");
		if (bar >= LAYOUT_PCI_STD_NUM_BARS)
			return errors::invalid;
		const u64 length = shim_pci_resource_len(raw, static_cast<int>(bar));
		const auto size = static_cast<size_t>(length);
		const bool memory =
			(shim_pci_resource_flags(raw, static_cast<int>(bar)) & LAYOUT_IORESOURCE_MEM) != 0;
		if (!memory || length < least || size != length)
			return Errno(ENXIO);
		PciRegion region = TRY(PciRegion::request(raw, bar));
		return PciBar(
			kernel::move(region),
			TRY(Mmio<least>::adopt(shim_pci_ioremap_bar(raw, static_cast<int>(bar)), size)));
	}
	PciBar(PciRegion &&region, Mmio<least> &&mapped)
		: PciRegion(kernel::move(region)), Mmio<least>(kernel::move(mapped))
	{
	}
};

} // namespace
} // namespace kernel
