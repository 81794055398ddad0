// SPDX-License-Identifier: GPL-2.0-only
// Timeout: how long a wait may take.
#pragma once

#include "kernel/core/traits.hpp"
#include "kernel/wait/shim.h"

namespace kernel
{
namespace
{

/// How long a wait may take.
class Timeout
{
public:
	static Timeout never() { return Timeout(NumericLimits<long>::max()); }
	static Timeout milliseconds(unsigned int count)
	{
		return Timeout(
			static_cast<long>(min(shim_msecs_to_jiffies(count),
					      static_cast<unsigned long>(NumericLimits<long>::max()))));
	}
	/// In the kernel's unit of time, 1/HZ of a second.
	long jiffies() const { return jiffies_; }

private:
	explicit Timeout(long jiffies) : jiffies_(jiffies) {}
	long jiffies_;
};

} // namespace
} // namespace kernel
