// SPDX-License-Identifier: GPL-2.0-only
// Read-copy-update: sections of readers, and waiting for those that have begun.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/rcu/shim.h"

namespace kernel
{
namespace
{

/// A section of an RCU reader, to the end of its scope: what was reachable when it began is not freed by code that calls synchronize_rcu()
/// first. Any context; nothing may sleep inside. Sections nest.
///
///     const RcuReadGuard reading;
///     if (!gone_.is_set())
///             start();
class RcuReadGuard : Pinned
{
public:
	RcuReadGuard() { shim_rcu_read_lock(); }
	~RcuReadGuard() { shim_rcu_read_unlock(); }
};

/// Waits until every section that had begun before has ended: some milliseconds. Process context; sleeps; never inside a section.
inline void synchronize_rcu()
{
	shim_synchronize_rcu();
}

} // namespace
} // namespace kernel
