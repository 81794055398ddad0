// SPDX-License-Identifier: GPL-2.0-only
// PciDriver<D>: a driver of PCI devices. D is its class, of which there is one object for each device that it drives.
//
//     class Card {
//     public:
//             static Result<Box<Card>> probe(PciDevice device);               // the destructor is remove
//     };
//     using Module = DriverModule<PciDriver<Card>, pci_ids::card>;            // PCI_IDS(card, {PCI_DEVICE(0x1234, 0x11e8)})
//
// (kernel/module/driver_module.hpp.) Or the module's class has it as a member, PciDriver<Card> driver_{pci_ids::card}, and registers it in create().
#pragma once

#include "kernel/core/container_of.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/pci/pci_enabled.hpp"
#include "kernel/pci/pci_ids.hpp"

namespace kernel
{
namespace
{

template <typename D, typename Context>
constexpr bool can_probe_pci = requires(PciDevice device, Context &context)
{
	Result<Box<D>>(D::probe(device, context));
};
template <typename D>
constexpr bool can_probe_pci<D, void> = requires(PciDevice device)
{
	Result<Box<D>>(D::probe(device));
};

/// struct pci_driver. A member of the module's class, behind what probe() uses of it. `D::probe` is called for each device that the table has and
/// nobody drives: those that are there when the driver is registered, and those that come, by plug or by sysfs (bind, new_id). Its error is
/// probe's: the device stays without a driver, ENODEV and ENXIO without a word of the kernel. The object it made is destroyed when the device
/// is removed, by unplug, by sysfs (unbind), or as the driver is deregistered. Both in process context, and not at once for one device; for several
/// devices at once.
///
/// When D's destructor returns, nothing of the device may be in use: its BARs, its interrupts, its DMA buffers are members of D or of what D
/// owns. What can be reached from outside longer, as the object behind open files can, has them as a Revocable (kernel/removable).
///
/// With a Context, which the constructor is given and which outlives the driver, probe is `probe(PciDevice device, Context &context)`: what all
/// devices have in common, as the numbers of their nodes, or the module's class: `PciDriver<Card, Module> driver_{pci_ids::card, *this}`.
template <typename D, typename Context = void>
class PciDriver : Pinned
{
	static_assert(can_probe_pci<D, Context>,
		      "a PCI driver's class makes its objects itself, by a public member: static "
		      "Result<Box<D>> probe(PciDevice device), with a second parameter, Context &, for a "
		      "PciDriver<D, Context>");
	static constexpr bool has_context = !is_same<Context, void>;
	struct Nothing {
	};
	using Passed = Conditional<has_context, Context, Nothing>;

public:
	explicit PciDriver(PciIds ids) : ids_(ids), context_(nullptr)
	{
		static_assert(!has_context, "PciDriver<D, Context> is given the context, too: "
					    "driver_{pci_ids::card, context}");
	}
	PciDriver(PciIds ids, Passed &context) : ids_(ids), context_(&context) {}
	/// When it returns, no D is there, and none will be made. Sleeps.
	~PciDriver()
	{
		if (registered_)
			shim_pci_unregister_driver(raw());
	}

	/// From then on devices are probed, those that are there before it returns. Sleeps. EBUSY: it is registered, or another driver has its
	/// name. ENOMEM. That no device was found, or that one could not be probed, is no error.
	Result<void> register_driver()
	{
		if (registered_)
			return errors::busy;
		TRY(Result<void>::from_kernel(
			shim_pci_register_driver(raw(), ids_.name(), ids_.table(), probe, remove)));
		registered_ = true;
		return {};
	}

private:
	// (Of the kernel's own types, kCFI compares them.)
	[[gnu::cold]] static int probe(pci_dev *raw, const pci_device_id *)
	{
		Result<Box<D>> made = made_for(raw);
		if (!made.ok())
			return static_cast<int>(made.error().to_kernel());
		shim_pci_set_drvdata(raw, made.value().release());
		return 0;
	}
	[[gnu::cold]] static void remove(pci_dev *raw)
	{
		Box<D>::take(static_cast<D *>(shim_pci_get_drvdata(raw)));
	}
	static Result<Box<D>> made_for(pci_dev *raw)
	{
		if constexpr (has_context) {
			using Raw = decltype(driver_);
			const auto *driver = reinterpret_cast<const Raw *>(shim_pci_driver_of(raw));
			return D::probe(PciDevice(raw),
					*container_of<PciDriver, Raw, &PciDriver::driver_>(driver)->context_);
		} else {
			return D::probe(PciDevice(raw));
		}
	}
	pci_driver *raw() { return reinterpret_cast<pci_driver *>(&driver_); }

	PciIds ids_;
	Passed *context_;
	bool registered_ = false;
	// (The kernel writes to it.)
	Opaque<LAYOUT_PCI_DRIVER_SIZE, LAYOUT_PCI_DRIVER_ALIGN> driver_{};
};

} // namespace
} // namespace kernel
