// SPDX-License-Identifier: GPL-2.0-only
// AcpiDevice: what the firmware's tables have of a device that a driver drives: its methods and its values.
#pragma once

#include "kernel/acpi/acpi.hpp"
#include "kernel/device/device.hpp"

namespace kernel
{
namespace
{

/// The ACPI companion of a device, borrowed, as Device is. A driver for a device of the firmware's (ACPI_IDS, kernel/platform) has it in probe():
///
///     static Result<Box<Lid>> probe(PlatformDevice device)
///     {
///             const AcpiDevice acpi = TRY(AcpiDevice::of(device));
///             const u64 brightness = TRY(acpi.integer("GETB", 0));
///
/// All of this sleeps: process context, no spinlock held.
class AcpiDevice
{
public:
	/// ENODEV: the firmware's tables have no such device.
	static Result<AcpiDevice> of(Device device)
	{
		void *const handle = shim_acpi_device_handle(device.raw());
		if (handle == nullptr)
			return errors::no_device;
		return AcpiDevice(AcpiHandle(handle));
	}
	AcpiHandle handle() const { return handle_; }

	/// An object below the device by its path, "_STA" or "PORT._ADR", evaluated as AcpiHandle does it. AE_NOT_FOUND: there is none.
	template <typename... Arguments>
	AcpiResult<AcpiObject> evaluate(const char *path, Arguments &&...arguments) const
	{
		const auto found = handle_.get_relative(path);
		if (!found.ok())
			return found.error();
		return found.value().evaluate(kernel::forward<Arguments>(arguments)...);
	}
	/// The same of what gives an integer. AE_TYPE: it gave something else, or nothing.
	template <typename... Arguments>
	AcpiResult<u64> integer(const char *path, Arguments &&...arguments) const
	{
		const auto object = evaluate(path, kernel::forward<Arguments>(arguments)...);
		if (!object.ok())
			return object.error();
		const AcpiObject &given = object.value();
		return given.value().integer();
	}
	/// The same of a method whose answer nobody needs.
	template <typename... Arguments>
	Result<void> call(const char *path, Arguments &&...arguments) const
	{
		const auto object = evaluate(path, kernel::forward<Arguments>(arguments)...);
		return object.ok() ? Result<void>() : object.error().to_errno();
	}

private:
	explicit AcpiDevice(AcpiHandle handle) : handle_(handle) {}

	AcpiHandle handle_;
};

} // namespace
} // namespace kernel
