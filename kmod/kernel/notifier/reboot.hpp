// SPDX-License-Identifier: GPL-2.0-only
// RebootChain: notifiers of a restart, a halt and of power off.
#pragma once

#include "kernel/notifier/notifier.hpp"

namespace kernel
{
namespace
{

/// What comes: a restart (by kexec, too), a halt, the end of power.
enum class Reboot : unsigned long {
	restart = LAYOUT_SYS_RESTART,
	halt = LAYOUT_SYS_HALT,
	power_off = LAYOUT_SYS_POWER_OFF,
};

/// The kernel's chain that it calls before the machine goes down; devices are shut down after that. They are called in process
/// context and may sleep. None can keep the machine from going down: it does when they have returned, and an answer of `stop` or an error only
/// skips those behind. An emergency restart calls none. What holds of a BlockingNotifierChain holds of it.
///
///     class Watchdog : Pinned {
///             Result<Notify> rebooting(Reboot)
///             {
///                     stop();
///                     return Notify::done;
///             }
///             Notifier<&Watchdog::rebooting, RebootChain> reboot_{*this};
///
///     public:
///             Result<void> start() { return reboot_.register_notifier(reboot_chain); }
///     };
class RebootChain : Pinned
{
public:
	using NoticeType = Notice<Reboot>;

	// For Notifier.
	Result<void> add(notifier_block *notifier)
	{
		return Result<void>::from_kernel(shim_register_reboot_notifier(notifier));
	}
	void remove(notifier_block *notifier) { shim_unregister_reboot_notifier(notifier); }
};

/// The only one.
[[maybe_unused]] constinit RebootChain reboot_chain;

} // namespace
} // namespace kernel
