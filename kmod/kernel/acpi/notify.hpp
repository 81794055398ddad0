// SPDX-License-Identifier: GPL-2.0-only
// AcpiNotify: events of a device of ACPI (Notify in the firmware's code) call a member function of their owner.
#pragma once

#include "kernel/acpi/acpi.hpp"
#include "kernel/core/member.hpp"
#include "kernel/core/pinned.hpp"

namespace kernel
{
namespace
{

/// Calls `void D::notify(u32 value)` of its owner for each event of a device: from 0x80 on its own ones (hotkeys, a changed battery), below that
/// those that all devices may have. A member of D, behind `notify`, which must be declared before it, and behind all that `notify` uses:
///
///     class Laptop : Pinned {
///             void notify(u32 value) { ... }
///             AcpiNotify<&Laptop::notify> notify_{*this};     // TRY(laptop->notify_.install(acpi.handle()))
///     };
///
/// notify() runs in process context, from a workqueue, and may sleep; on some kernels for several events at once.
template <auto notify>
class AcpiNotify : Pinned
{
	static_assert(is_member_of_type<notify, void(u32)>,
		      "an event of ACPI calls a member function of its owner: AcpiNotify<&D::notify> for "
		      "`void D::notify(u32 value)`");
	using Owner = ClassOf<notify>;

public:
	explicit AcpiNotify(Owner &owner) : owner_(&owner) {}
	/// Waits for a call that runs, and sleeps: not from notify() itself, and holding no lock that it takes. When it returns, notify() does not run
	/// and will not.
	~AcpiNotify() { remove(); }

	/// From then on notify() is called. Sleeps. EBUSY: it is installed. EEXIST: another AcpiNotify of this function has that device. EINVAL: such
	/// an object has no events. ENOMEM.
	Result<void> install(AcpiHandle device)
	{
		if (device_ != nullptr)
			return errors::busy;
		const AcpiStatus status(
			shim_acpi_install_notify_handler(device.raw(), LAYOUT_ACPI_ALL_NOTIFY, entry, this));
		if (!status.ok())
			return status.to_errno();
		device_ = device.raw();
		return {};
	}
	/// Before the destructor does it, and as that; nothing, if it is not installed.
	void remove()
	{
		if (void *const device = kernel::exchange(device_, nullptr); device != nullptr)
			(void)shim_acpi_remove_notify_handler(device, LAYOUT_ACPI_ALL_NOTIFY, entry);
	}

private:
	// (Of the kernel's own type, kCFI compares it.)
	static void entry(void *, u32 value, void *passed)
	{
		(static_cast<AcpiNotify *>(passed)->owner_->*notify)(value);
	}

	Owner *const owner_;
	void *device_ = nullptr;
};

} // namespace
} // namespace kernel
