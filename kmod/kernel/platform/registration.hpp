// SPDX-License-Identifier: GPL-2.0-only
// PlatformDeviceRegistration: a platform device that a module brings itself; PlatformResource: memory and interrupts of it.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/core/span.hpp"
#include "kernel/platform/device.hpp"

namespace kernel
{
namespace
{

/// struct resource: what a device has, at which address or of which number.
class PlatformResource
{
public:
	/// Registers, from this physical address on.
	static PlatformResource memory(u64 start, u64 size) { return {start, size, LAYOUT_PLATFORM_MEM}; }
	static PlatformResource irq(unsigned int number) { return {number, 1, LAYOUT_PLATFORM_IRQ}; }

	/// For the layer. False: of no bytes, or beyond what this kernel can address.
	bool is_valid() const
	{
		auto &raw = const_cast<decltype(raw_) &>(raw_);
		return field<Number>(&raw, LAYOUT_RESOURCE_end) >= field<Number>(&raw, LAYOUT_RESOURCE_start);
	}

private:
	using Number = Conditional<LAYOUT_RESOURCE_NUMBER_SIZE == 8, u64, u32>;

	PlatformResource(u64 start, u64 size, unsigned long flags)
	{
		const u64 end = start + size - 1;
		const bool fits = size != 0 && end >= start && static_cast<Number>(end) == end;
		field<Number>(&raw_, LAYOUT_RESOURCE_start) = static_cast<Number>(fits ? start : 1);
		field<Number>(&raw_, LAYOUT_RESOURCE_end) = static_cast<Number>(fits ? end : 0);
		field<unsigned long>(&raw_, LAYOUT_RESOURCE_flags) = flags;
	}

	Opaque<LAYOUT_RESOURCE_SIZE, LAYOUT_RESOURCE_ALIGN> raw_{};
};
static_assert(sizeof(PlatformResource) == LAYOUT_RESOURCE_SIZE, "an array of them is one of the kernel's");

/// A platform device of the module's own: for a driver of something that nothing else names, or that has no hardware. Drivers are bound to
/// it by its name (PLATFORM_IDS). A member of the module's class, behind the driver, if that is the module's own, too:
///
///     PlatformDriver<Hello> driver_{platform_ids::hello};
///     PlatformDeviceRegistration device_;                     // TRY(module->device_.register_device("hello"))
class PlatformDeviceRegistration : Pinned
{
public:
	PlatformDeviceRegistration() = default;
	/// Unregisters it: when it returns, its driver's object of it has been destroyed. Sleeps.
	~PlatformDeviceRegistration() { unregister(); }

	/// Registers it; a driver that is there has probed it when this returns. `id` stands behind its name, "hello.0", or is platform_devid::none
	/// or automatic. The name ends with a NUL, and is copied, as the resources are. Sleeps. EBUSY: it is registered, or a resource lies across
	/// one of others. EEXIST: there is one of this name and number (the kernel warns of it in the log). EINVAL: no name, or a resource of no
	/// bytes or beyond what this kernel can address. ENOMEM.
	Result<void> register_device(const char *name, int id = platform_devid::none,
				     Span<const PlatformResource> resources = {})
	{
		if (raw_ != nullptr)
			return errors::busy;
		if (*name == '\0')
			return errors::invalid;
		for (const PlatformResource &each : resources)
			if (!each.is_valid())
				return errors::invalid;
		raw_ = TRY(from_error_pointer(shim_platform_device_register(
			name, id, resources.data(), static_cast<unsigned int>(resources.size()))));
		return {};
	}
	/// Before the destructor does it, and as that; nothing, if it is not registered.
	void unregister()
	{
		if (platform_device *const raw = kernel::exchange(raw_, nullptr); raw != nullptr)
			shim_platform_device_unregister(raw);
	}
	/// While it is registered.
	PlatformDevice device() const { return PlatformDevice(raw_); }

private:
	platform_device *raw_ = nullptr;
};

} // namespace
} // namespace kernel
