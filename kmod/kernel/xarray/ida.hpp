// SPDX-License-Identifier: GPL-2.0-only
// Ida: small numbers, each of which one has at a time.
#pragma once

#include "kernel/bug/bug.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/memory/gfp.hpp"
#include "kernel/xarray/shim.h"

namespace kernel
{
namespace
{

class Ida;

/// A number of an Ida, which is given back when this is destroyed, in any context.
class IdaNumber
{
public:
	IdaNumber(IdaNumber &&other) : ida_(kernel::exchange(other.ida_, nullptr)), value_(other.value_) {}
	IdaNumber &operator=(IdaNumber &&other)
	{
		IdaNumber old(kernel::move(*this));
		ida_ = kernel::exchange(other.ida_, nullptr);
		value_ = other.value_;
		return *this;
	}
	~IdaNumber()
	{
		// (The analyzer takes TRY's early return for the end of an object that it was to make.)
		if (ida_ != nullptr) // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
			shim_ida_free(ida_, value_);
	}

	/// Of one that was moved from: the number that it had.
	u32 value() const { return value_; }

private:
	friend class Ida;
	IdaNumber(ida *ida, u32 value) : ida_(ida), value_(value) {}

	ida *ida_;
	u32 value_;
};

/// ida: hands out small numbers, the lowest that is free first, as for the names of devices. It has a lock of its own: any context
/// but NMI.
///
///     Ida numbers_;                                       // before what has a number of it
///     IdaNumber number = TRY(numbers_.alloc(0, 63, Gfp::kernel));
///     pr_info("hello{}", number.value());
class Ida : Pinned
{
public:
	/// The largest number of all.
	static constexpr u32 max = NumericLimits<s32>::max();

	// cppcheck-suppress uninitMemberVar ; the kernel initialises it
	Ida() { shim_ida_init(raw()); }
	/// It must outlive its numbers; else that is a WARN.
	~Ida()
	{
		if (!empty())
			warn("an Ida was destroyed while its numbers were in use: declare it before what has "
			     "them");
		shim_ida_destroy(raw());
	}

	/// The lowest number of first .. last that is free. ENOSPC: none is. ENOMEM. Sleeps unless gfp is atomic.
	Result<IdaNumber> alloc(u32 first, u32 last, Gfp gfp)
	{
		const int number =
			shim_ida_alloc_range(raw(), first, min(last, max), static_cast<unsigned int>(gfp));
		if (number < 0)
			return Errno::from_kernel(number);
		return IdaNumber(raw(), static_cast<u32>(number));
	}
	/// The lowest number that is free.
	Result<IdaNumber> alloc(Gfp gfp) { return alloc(0, max, gfp); }
	/// Has nobody a number of it?
	[[nodiscard]] bool empty() const { return shim_ida_is_empty(raw()); }

private:
	ida *raw() { return reinterpret_cast<ida *>(&ida_); }
	const ida *raw() const { return reinterpret_cast<const ida *>(&ida_); }

	Opaque<LAYOUT_IDA_SIZE, LAYOUT_IDA_ALIGN> ida_;
};

} // namespace
} // namespace kernel
