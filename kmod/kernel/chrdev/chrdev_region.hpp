// SPDX-License-Identifier: GPL-2.0-only
// ChrdevRegion: numbers for the character devices of a driver.
#pragma once

#include "kernel/chrdev/shim.h"
#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"

namespace kernel
{
namespace
{

/// A major number that the kernel chose, and some minor numbers of it. A member of the module's class, declared before its devices, so
/// that it is destroyed behind them.
class ChrdevRegion : Pinned
{
public:
	ChrdevRegion() = default;
	/// Sleeps.
	~ChrdevRegion()
	{
		if (count_ != 0)
			shim_unregister_chrdev_region(first_, count_);
	}

	/// So many numbers, minor 0 and on. `name` is what /proc/devices says. Sleeps. EBUSY: it has some already, or no major number is
	/// free. EINVAL: none are asked for, or more than there are. ENOMEM.
	template <size_t size>
	Result<void> allocate(const char (&name)[size], u32 count)
	{
		static_assert(size > 1 && size <= 64, "the name of a region has 1 to 63 bytes");
		if (count_ != 0)
			return errors::busy;
		if (count == 0 || count > (u32{1} << LAYOUT_MINORBITS))
			return errors::invalid;
		TRY(Result<void>::from_kernel(shim_alloc_chrdev_region(&first_, 0, count, name)));
		count_ = count;
		return {};
	}

	u32 major() const { return first_ >> LAYOUT_MINORBITS; }
	/// How many there are; 0 before allocate().
	u32 count() const { return count_; }

	/// For the layer: the dev_t of the index-th. EINVAL: there are not so many.
	Result<u32> number(u32 index) const
	{
		if (index >= count_)
			return errors::invalid;
		return first_ + index;
	}

private:
	u32 first_ = 0;
	u32 count_ = 0;
};

} // namespace
} // namespace kernel
