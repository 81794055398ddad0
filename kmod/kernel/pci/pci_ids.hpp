// SPDX-License-Identifier: GPL-2.0-only
// PciIds: which devices a driver drives, a table that NAME.module.h declares: PCI_IDS(edu, {PCI_DEVICE(0x1234, 0x11e8)}) is pci_ids::edu.
#pragma once

#include "kernel/core/types.hpp"

// (C's array is read by the kernel and modpost alone. This is what C++ calls one of its elements.)
struct kernel_pci_id {
	alignas(LAYOUT_PCI_DEVICE_ID_ALIGN) unsigned char storage[LAYOUT_PCI_DEVICE_ID_SIZE];
};

namespace kernel
{
namespace
{

/// A table of devices by their numbers, and its name.
class PciIds
{
public:
	/// For the layer.
	constexpr PciIds(const kernel_pci_id *table, const char *name) : table_(table), name_(name) {}
	constexpr const kernel_pci_id *table() const { return table_; }
	constexpr const char *name() const { return name_; }

private:
	const kernel_pci_id *table_;
	const char *name_;
};

} // namespace
} // namespace kernel

// (The namespace is there without a table, too: the compiler then says that pci_ids has no such member.)
namespace pci_ids
{
}
#define PCI_IDS(name, ...)                                                                                   \
	extern "C" const kernel_pci_id pci_ids_##name[];                                                     \
	namespace pci_ids                                                                                    \
	{                                                                                                    \
	namespace                                                                                            \
	{                                                                                                    \
	constexpr kernel::PciIds name{pci_ids_##name, #name};                                                \
	}                                                                                                    \
	}
#include "kernel/module/declarations.h"
