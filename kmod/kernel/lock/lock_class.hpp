// SPDX-License-Identifier: GPL-2.0-only
// LockClass: what lockdep knows a lock by.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/traits.hpp"

struct lock_class_key;

namespace kernel
{
namespace
{

/// What lockdep knows a kind of lock by; static, one for each kind: `constinit LockClass state_lock{"state"};`. Waiting, too, takes
/// one for the lock in its queue.
class LockClass : Pinned
{
public:
	constexpr explicit LockClass(const char *name) : name_(name) {}

	const char *name() const { return name_; }
	lock_class_key *key() { return reinterpret_cast<lock_class_key *>(&key_); }

private:
	const char *name_;
	Opaque<LAYOUT_LOCK_CLASS_KEY_SIZE, LAYOUT_LOCK_CLASS_KEY_ALIGN> key_{};
};

} // namespace
} // namespace kernel
