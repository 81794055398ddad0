// SPDX-License-Identifier: GPL-2.0-only
// PciEnabled: a PCI device that answers; PciBar, its registers, PciMaster, that it may read and write memory, and PciVectors, its interrupts.
//
// Each ends what it began when it is destroyed. They are members of one object, the driver's side of the device, in the order in which they
// are needed, so that the last is destroyed first (an Irq before the PciEnabled or the PciVectors stops the build):
//
//     class Card : Pinned {
//             PciEnabled enabled_;                    // TRY(device.enable())
//             PciBar<0x90> registers_;                // TRY(enabled.map_bar<0x90>(0))
//             PciVectors vectors_;                    // TRY(enabled.allocate_vectors(1, 1))
//             DmaBuffer buffer_;                      // what the device reads and writes
//             PciMaster master_;                      // from here on it can: behind that memory, so that it cannot when that goes
//             Irq<&Card::handle> irq_{*this};         // behind all that handle() uses
//     };
#pragma once

#include "kernel/pci/pci_bar.hpp"
#include "kernel/pci/pci_vectors.hpp"

namespace kernel
{
namespace
{

/// The device may read and write memory, as DMA and MSI do, until this is destroyed (bus mastering). A device that went on with what it was
/// told before would then be stopped by the bus.
class PciMaster
{
public:
	PciMaster(PciMaster &&other) : raw_(kernel::exchange(other.raw_, nullptr)) {}
	PciMaster &operator=(PciMaster &&) = delete;
	/// Any context.
	~PciMaster()
	{
		if (raw_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			shim_pci_clear_master(raw_);
	}

private:
	friend class PciEnabled;
	explicit PciMaster(pci_dev *raw) : raw_(raw) { shim_pci_set_master(raw); }

	pci_dev *raw_;
};

/// A device that answers until this is destroyed, which is after all that was made of it. It can be moved, not copied.
class PciEnabled
{
public:
	PciEnabled(PciEnabled &&other) : raw_(kernel::exchange(other.raw_, nullptr)) {}
	PciEnabled &operator=(PciEnabled &&) = delete;
	/// Sleeps.
	~PciEnabled()
	{
		if (raw_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			shim_pci_disable_device(raw_);
	}

	PciDevice device() const { return PciDevice(raw_); }

	/// Makes BAR 0 to 5 the driver's own, and maps it: registers that take `least` bytes or more. Sleeps. EBUSY: another driver has it. ENXIO:
	/// the device has no such BAR, or one of ports, or a smaller one. EINVAL: no BAR has this number. ENOMEM.
	template <size_t least>
	Result<PciBar<least>> map_bar(unsigned int bar) const
	{
		return PciBar<least>::make(raw_, bar);
	}
	/// As many interrupts as the device and the machine have, `least` to `most`, of the best kind that is among `kinds`: MSI-X, else MSI,
	/// else the one line of old. Sleeps. ENOSPC: they are fewer than `least`. EINVAL: least is 0, or more than most. MSI is written
	/// by the device to memory: it is silent until there is a PciMaster.
	Result<PciVectors> allocate_vectors(unsigned int least, unsigned int most,
					    PciVectorKind kinds = PciVectorKind::any) const
	{
		return PciVectors::make(raw_, least, most, kinds);
	}
	/// Any context.
	[[nodiscard]] PciMaster set_master() const { return PciMaster(raw_); }

private:
	friend class PciDevice;
	explicit PciEnabled(pci_dev *raw) : raw_(raw) {}

	pci_dev *raw_;
};

inline Result<PciEnabled> PciDevice::enable() const
{
	TRY(Result<void>::from_kernel(shim_pci_enable_device(raw_)));
	return PciEnabled(raw_);
}

} // namespace
} // namespace kernel
