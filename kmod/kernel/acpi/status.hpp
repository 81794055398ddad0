// SPDX-License-Identifier: GPL-2.0-only
// AcpiStatus, what ACPI says went wrong, and AcpiResult, a value or that.
#pragma once

#include "kernel/acpi/shim.h"
#include "kernel/core/span.hpp"

namespace kernel
{
namespace
{

/// acpi_status. A function that returns a Result<T> may TRY what returns an AcpiResult: the status becomes the errno that is nearest.
class [[nodiscard]] AcpiStatus
{
public:
	// (Explicit, and not for drivers: those that they ask for are in acpi_errors.)
	constexpr explicit AcpiStatus(unsigned int status) : status_(status) {}

	constexpr bool operator==(const AcpiStatus &other) const = default;
	constexpr bool ok() const { return status_ == 0; }
	/// The kernel's own name of it, as in "AE_NOT_FOUND". Any context.
	Text name() const { return Text::terminated(shim_acpi_format_exception(status_)); }
	/// ENOENT, ENODEV, ENOMEM, EINVAL, EEXIST, EACCES, ERANGE, EOPNOTSUPP, ETIMEDOUT; EIO for all that the firmware did wrong.
	constexpr Errno to_errno() const
	{
		switch (status_) {
		case 0:
			return Errno(0);
		case LAYOUT_AE_NOT_FOUND:
			return Errno(ENOENT);
		case LAYOUT_AE_NO_NAMESPACE:
		case LAYOUT_AE_NOT_EXIST:
			return errors::no_device;
		case LAYOUT_AE_NO_MEMORY:
			return errors::no_memory;
		case LAYOUT_AE_BAD_PARAMETER:
		case LAYOUT_AE_BAD_PATHNAME:
		case LAYOUT_AE_TYPE:
			return errors::invalid;
		case LAYOUT_AE_ALREADY_EXISTS:
			return errors::exists;
		case LAYOUT_AE_ACCESS:
			return Errno(EACCES);
		case LAYOUT_AE_LIMIT:
			return errors::out_of_range;
		case LAYOUT_AE_SUPPORT:
			return Errno(EOPNOTSUPP);
		case LAYOUT_AE_TIME:
			return errors::timed_out;
		default:
			return Errno(EIO);
		}
	}
	/// For TRY, in a function that returns a Result, or whatever else is made of an errno.
	template <typename T>
	requires(__is_constructible(T, Errno)) constexpr operator T() const { return T(to_errno()); }

private:
	unsigned int status_;
};

namespace acpi_errors
{
/// AE_LIMIT: beyond the end of a package.
constexpr AcpiStatus limit{LAYOUT_AE_LIMIT};
/// AE_NOT_FOUND: there is no object of this name.
constexpr AcpiStatus not_found{LAYOUT_AE_NOT_FOUND};
/// AE_TYPE: an object of another type than was asked for.
constexpr AcpiStatus type{LAYOUT_AE_TYPE};
} // namespace acpi_errors

/// A T, or the status that says why there is none. As Result<T>, with another kind of error: ask ok(), or use TRY.
template <typename T>
class KERNEL_NODISCARD_RESULT AcpiResult
{
public:
	constexpr AcpiResult(T value) : result_(kernel::move(value)), status_(0) {}
	constexpr AcpiResult(AcpiStatus status) : result_(status.to_errno()), status_(status) {}

	constexpr bool ok() const { return result_.ok(); }
	constexpr AcpiStatus error() const { return status_; }
	/// Of an error it is a BUG.
	constexpr T &value() & { return result_.value(); }
	constexpr const T &value() const & { return result_.value(); }
	constexpr T value() && { return kernel::move(result_).value(); }

private:
	Result<T> result_;
	AcpiStatus status_;
};

} // namespace
} // namespace kernel
