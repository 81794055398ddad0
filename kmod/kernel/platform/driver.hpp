// SPDX-License-Identifier: GPL-2.0-only
// PlatformDriver<D>: a driver for devices that no bus finds: the firmware's tables (ACPI), a device tree or another module name them. D is the
// driver's class, an object of which is one device:
//
//     class Lid : Pinned {
//     public:
//             static Result<Box<Lid>> probe(PlatformDevice device)            // the destructor is remove
//             {
//                     auto lid = TRY(Box<Lid>::make(Gfp::kernel, device));
//                     TRY(lid->led_.register_device(device, "lid::power", 1));
//                     return lid;
//             }
//             ...
//     };
//
// NAME.module.h says for which devices it is, ACPI_IDS(lid, {"RSTY0001"}), and the module is the driver (kernel/module/driver_module.hpp),
//
//     using Module = DriverModule<PlatformDriver<Lid>, acpi_ids::lid>;
//
// or its class has it as a member, PlatformDriver<Lid> driver_{acpi_ids::lid}, and registers it in create().
#pragma once

#include "kernel/core/call.hpp"
#include "kernel/core/container_of.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/platform/device.hpp"
#include "kernel/platform/ids.hpp"
#include "kernel/platform/power.hpp"

namespace kernel
{
namespace
{

/// What the table's entry says of the device that probe() is called for: the number beside its name; 0, if none says anything.
struct PlatformId {
	unsigned long driver_data;
};

// (A device may keep the entry of another driver that had it before: it is compared, not followed.)
inline PlatformId platform_id_of(platform_device *raw, const shim_platform_ids &ids)
{
	const auto *const entry = field<const char *>(raw, LAYOUT_PLATFORM_DEVICE_id_entry);
	const auto *each = reinterpret_cast<const char *>(ids.platform);
	for (; each != nullptr && each[LAYOUT_PLATFORM_DEVICE_ID_name] != '\0';
	     each += LAYOUT_PLATFORM_DEVICE_ID_SIZE)
		if (each == entry)
			return {field<unsigned long>(const_cast<char *>(each),
						     LAYOUT_PLATFORM_DEVICE_ID_driver_data)};
	if (ids.acpi == nullptr && ids.of == nullptr)
		return {0};
	return {reinterpret_cast<unsigned long>(
		shim_device_get_match_data(PlatformDevice(raw).device().raw()))};
}

template <typename D>
constexpr bool can_call_platform_probe = requires
{
	&D::probe;
};

/// struct platform_driver. A member of the module's class, behind what probe() uses of it. D::probe() is called for each device that its ids
/// name, or that has its own name and no driver, as soon as both are there; what it returns lives until the device or the driver goes, or is
/// unbound by sysfs, and is destroyed then: its destructor is what C calls remove(). An error is a line in the log, ENODEV and ENXIO not even
/// that, and the device stays without a driver. Both in process context, and not at once for one device; for several devices at once.
///
/// probe() may take, in any order, a PlatformDevice, a PlatformId, and, with a Context, which the constructor is given and which outlives the
/// driver, a Context &: what all devices have in common, PlatformDriver<Lid, Module> driver_{acpi_ids::lid, *this}.
///
/// A D with `suspend` and `resume` is told of the system's sleep (kernel/platform/power.hpp). When D's destructor returns, nothing of the device
/// may be in use; what can be reached from outside longer, as the object behind open files can, has it as a Revocable (kernel/removable).
template <typename D, typename Context = void>
class PlatformDriver : Pinned
{
	static constexpr bool has_context = !is_same<Context, void>;
	struct Nothing {
	};
	using Passed = Conditional<has_context, Context, Nothing>;

public:
	explicit PlatformDriver(const PlatformIds &ids) : ids_(ids), context_(nullptr)
	{
		static_assert(!has_context, "PlatformDriver<D, Context> is given the context, too: "
					    "driver_{acpi_ids::lid, context}");
	}
	PlatformDriver(const PlatformIds &ids, Passed &context) : ids_(ids), context_(&context) {}
	/// When it returns, no D is alive, and none will be made. Sleeps.
	~PlatformDriver()
	{
		if (is_registered_)
			shim_platform_driver_unregister(raw());
	}

	/// Calls D::probe() for the devices that are there, and from now on for those that come. Sleeps. EBUSY: there is a driver of this name,
	/// or it is registered. ENOMEM. That no device was found, or that one could not be probed, is no error.
	Result<void> register_driver()
	{
		check();
		if (is_registered_)
			return errors::busy;
		// (What an unsuccessful registration may have left there.)
		driver_ = {};
		if constexpr (can_call_platform_probe<D>)
			TRY(Result<void>::from_kernel(shim_platform_driver_register(
				raw(), &ids_.tables(), power_operations(), &probe, &remove)));
		is_registered_ = true;
		return {};
	}

private:
	static constexpr void check()
	{
		static_assert(can_call_platform_probe<D>,
			      "a driver's class has one public function that makes an object of "
			      "a device: static Result<Box<D>> probe(PlatformDevice device)");
		if constexpr (can_call_platform_probe<D>) {
			static_assert(!Signature<decltype(&D::probe)>::is_member,
				      "the driver's `probe` must be static: there is no object yet");
			static_assert(is_same<ReturnedBy<&D::probe>, Result<Box<D>>>,
				      "the driver's `probe` must return Result<Box<D>>");
			static_assert(
				are_available<ArgumentsOf<&D::probe>, PlatformDevice, PlatformId, Passed>,
				"the driver's `probe` takes a parameter that there is not: it may take, in "
				"any order, PlatformDevice, PlatformId, and Context & of a "
				"PlatformDriver<D, Context>");
		}
	}
	static constexpr const void *power_operations()
	{
		if constexpr (has_power<D>)
			return &platform_power_operations_of<D>;
		else
			return nullptr;
	}

	// (Of the kernel's own types, kCFI compares them.)
	[[gnu::cold]] static int probe(platform_device *raw)
	{
		Result<Box<D>> made = made_for(raw);
		if (!made.ok())
			return static_cast<int>(made.error().to_kernel());
		driver_data(raw) = made.value().release();
		return 0;
	}
	[[gnu::cold]] static KERNEL_PLATFORM_REMOVED remove(platform_device *raw)
	{
		Box<D>::take(static_cast<D *>(driver_data(raw)));
		return KERNEL_PLATFORM_REMOVED();
	}
	static Result<Box<D>> made_for(platform_device *raw)
	{
		using Raw = decltype(driver_);
		const auto *found = reinterpret_cast<const Raw *>(shim_platform_driver_of(raw));
		PlatformDriver &driver = *container_of<PlatformDriver, Raw, &PlatformDriver::driver_>(found);
		PlatformDevice device(raw);
		return call_with<&D::probe>(device, device, later<PlatformId>([&] {
						    return platform_id_of(raw, driver.ids_.tables());
					    }),
					    *driver.context_);
	}
	static void *volatile &driver_data(platform_device *raw)
	{
		return field<void *>(raw, LAYOUT_PLATFORM_DEVICE_dev + LAYOUT_PLATFORM_DRIVER_DATA);
	}
	platform_driver *raw() { return reinterpret_cast<platform_driver *>(&driver_); }

	PlatformIds ids_;
	Passed *context_;
	bool is_registered_ = false;
	// (The kernel writes to it.)
	Opaque<LAYOUT_PLATFORM_DRIVER_SIZE, LAYOUT_PLATFORM_DRIVER_ALIGN> driver_{};
};

} // namespace
} // namespace kernel
