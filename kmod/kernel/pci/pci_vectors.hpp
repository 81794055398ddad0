// SPDX-License-Identifier: GPL-2.0-only
// PciVectors: the interrupts of a PCI device.
#pragma once

#include "kernel/irq/irq_line.hpp"
#include "kernel/pci/pci_device.hpp"

namespace kernel
{
namespace
{

/// Kinds of interrupts that PCI has: `PciVectorKind::msi | PciVectorKind::intx`.
enum class PciVectorKind : unsigned int {
	/// A line, which other devices may share.
	intx = LAYOUT_PCI_IRQ_INTX,
	msi = LAYOUT_PCI_IRQ_MSI,
	msix = LAYOUT_PCI_IRQ_MSIX,
	any = LAYOUT_PCI_IRQ_INTX | LAYOUT_PCI_IRQ_MSI | LAYOUT_PCI_IRQ_MSIX,
};
constexpr PciVectorKind operator|(PciVectorKind a, PciVectorKind b)
{
	return static_cast<PciVectorKind>(static_cast<unsigned int>(a) | static_cast<unsigned int>(b));
}

/// Interrupts of a device until this is destroyed: whatever is requested of them (Irq) is a member behind it. PciEnabled::allocate_vectors
/// makes it.
class PciVectors
{
public:
	PciVectors(PciVectors &&other)
		: raw_(kernel::exchange(other.raw_, nullptr)), count_(kernel::exchange(other.count_, 0u))
	{
	}
	PciVectors &operator=(PciVectors &&) = delete;
	/// Sleeps.
	~PciVectors()
	{
		if (raw_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			shim_pci_free_irq_vectors(raw_);
	}

	/// How many they are.
	unsigned int count() const { return count_; }
	/// Whether they are MSI or MSI-X: each the device's own. Else it is a line, which may be shared.
	bool message_signalled() const { return raw_ != nullptr && shim_pci_dev_msi_enabled(raw_); }
	/// What Irq::request takes. ERANGE: there are not so many.
	Result<IrqLine> line(unsigned int index) const
	{
		if (index >= count_)
			return errors::out_of_range;
		const int number = shim_pci_irq_vector(raw_, index);
		if (number < 0)
			return Errno::from_kernel(number);
		return IrqLine(static_cast<unsigned int>(number), !message_signalled());
	}

private:
	friend class PciEnabled;
	static Result<PciVectors> make(pci_dev *raw, unsigned int least, unsigned int most,
				       PciVectorKind kinds)
	{
		if (least == 0 || least > most)
			return errors::invalid;
		const int count =
			shim_pci_alloc_irq_vectors(raw, least, most, static_cast<unsigned int>(kinds));
		if (count < 0)
			return Errno::from_kernel(count);
		return PciVectors(raw, static_cast<unsigned int>(count));
	}
	PciVectors(pci_dev *raw, unsigned int count) : raw_(raw), count_(count) {}

	pci_dev *raw_;
	unsigned int count_;
};

} // namespace
} // namespace kernel
