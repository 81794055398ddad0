// SPDX-License-Identifier: GPL-2.0-only
// Words that several threads read and write without a lock: whole, but ordered with nothing, unless it says
// so. No read-modify-write here: on 64 bits that would be a call into libgcc on i386, armhf and arm64.
#pragma once

#include "kernel/shims.h"
#include "kernel/traits.hpp"

namespace kernel
{
namespace
{

// 64 bits that are never seen half old and half new, on 32-bit machines either.
class Atomic64
{
public:
	constexpr explicit Atomic64(s64 value) : value_(value) {}

	s64 load() const
	{
		if constexpr (sizeof(long) == 8)
			return *const_cast<const volatile s64 *>(&value_);
		else
			return shim_atomic64_read(&value_);
	}
	void store(s64 value)
	{
		if constexpr (sizeof(long) == 8)
			*const_cast<volatile s64 *>(&value_) = value;
		else
			shim_atomic64_set(&value_, value);
	}

private:
	alignas(8) s64 value_;
};

// Something that happens once: who sees is_set() also sees everything that was stored before set().
class Flag
{
public:
	bool is_set() const { return __atomic_load_n(&value_, __ATOMIC_ACQUIRE) != 0; }
	void set() { __atomic_store_n(&value_, 1, __ATOMIC_RELEASE); }

private:
	u32 value_ = 0;
};

} // namespace
} // namespace kernel
