// SPDX-License-Identifier: GPL-2.0-only
// ProcHandle: one file of /proc, from create() to remove(), as all kinds of them have it.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/result.hpp"
#include "kernel/proc/shim.h"

namespace kernel
{
namespace
{

class ProcHandle : Pinned
{
public:
	~ProcHandle() { remove(); }

	/// make() makes the entry, or returns nullptr. EBUSY: it has been made. EINVAL: a mode with more than is possible. ENOMEM.
	template <typename Make>
	KERNEL_ALWAYS_INLINE Result<void> create(u16 mode, u16 possible, Make make)
	{
		if (entry_ != nullptr)
			return errors::busy;
		if ((mode & ~possible) != 0)
			return errors::invalid;
		entry_ = make();
		return entry_ != nullptr ? Result<void>() : errors::no_memory;
	}
	void remove()
	{
		if (entry_ != nullptr)
			shim_proc_remove(kernel::exchange(entry_, nullptr));
	}

private:
	proc_dir_entry *entry_ = nullptr;
};

} // namespace
} // namespace kernel
