// SPDX-License-Identifier: GPL-2.0-only
// AcpiHandle: an object of ACPI's namespace, found by its path, and evaluated.
#pragma once

#include "kernel/acpi/argument.hpp"
#include "kernel/acpi/value.hpp"

namespace kernel
{
namespace
{

/// Whether this machine has ACPI and the kernel uses it: not with acpi=off, nor where a device tree describes the machine. Any context.
inline bool acpi_enabled()
{
	return !shim_acpi_disabled();
}

/// acpi_handle: a device, a method or another object of the namespace. A copy is the same object. It stands as long as the table that
/// brought it, which for those of the firmware is for ever.
///
///     const AcpiHandle lid = TRY(AcpiHandle::get("\\_SB.LID0._LID"));
///     const AcpiObject state = TRY(lid.evaluate());
///     const u64 is_open = TRY(state.value().integer());
///
/// All of this sleeps: process context, no spinlock held. What the firmware's code does, and for how long, is its own affair.
class AcpiHandle
{
public:
	/// For the layer.
	constexpr explicit AcpiHandle(void *handle) : handle_(handle) {}
	constexpr void *raw() const { return handle_; }

	/// By the whole path, which begins with a backslash and ends with a NUL. AE_NOT_FOUND (ENOENT): there is none; AE_BAD_PARAMETER
	/// (EINVAL): no backslash; AE_BAD_PATHNAME, AE_BAD_CHARACTER: no path at all; AE_NO_NAMESPACE (ENODEV): no ACPI.
	static AcpiResult<AcpiHandle> get(const char *path)
	{
		// (ACPI that was switched off when its tables could not be read is half taken down, and has locks no more.)
		if (!acpi_enabled())
			return AcpiStatus(LAYOUT_AE_NO_NAMESPACE);
		return found(shim_acpi_get_handle(nullptr, path));
	}
	/// By the path from this object on: "_STA", "PORT._ADR".
	AcpiResult<AcpiHandle> get_relative(const char *path) const
	{
		return found(shim_acpi_get_handle(handle_, path));
	}

	/// Calls a method with these arguments (integers, texts, Span<const u8>), or reads any other object, and returns what it gave,
	/// which may be nothing: has_value(). A method that is given too many arguments does not see the last ones, of which the kernel
	/// warns in the log. AE_TYPE: an object without a value, such as a device; AE_AML_...: what the firmware's code ran into.
	template <typename... Arguments>
	AcpiResult<AcpiObject> evaluate(Arguments &&...arguments) const
	{
		static_assert(sizeof...(Arguments) <= LAYOUT_ACPI_METHOD_NUM_ARGS,
			      "a method of ACPI has 7 arguments at the most");
		AcpiArgument list[] = {AcpiArgument(),
				       AcpiArgument(kernel::forward<Arguments>(arguments))...};
		return evaluate_with(Span<AcpiArgument>(list + 1, sizeof...(Arguments)));
	}
	/// The same with arguments whose number is not known before.
	AcpiResult<AcpiObject> evaluate_with(Span<AcpiArgument> arguments) const
	{
		const shim_acpi_result result =
			shim_acpi_evaluate_object(handle_, static_cast<unsigned int>(arguments.size()),
						  reinterpret_cast<acpi_object *>(arguments.data()));
		AcpiObject object(result.object);
		if (const AcpiStatus status(result.status); !status.ok())
			return status;
		return object;
	}

private:
	static AcpiResult<AcpiHandle> found(shim_acpi_handle found)
	{
		if (const AcpiStatus status(found.status); !status.ok())
			return status;
		return AcpiHandle(found.handle);
	}

	void *handle_;
};

} // namespace
} // namespace kernel
