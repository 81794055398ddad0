// SPDX-License-Identifier: GPL-2.0-only
// PmChain: notifiers of suspend, hibernation and resume.
#pragma once

#include "kernel/notifier/notifier.hpp"

namespace kernel
{
namespace
{

/// What comes: suspend or hibernation, whose image is restored later, each with its end.
enum class Pm : unsigned long {
	hibernation_prepare = LAYOUT_PM_HIBERNATION_PREPARE,
	post_hibernation = LAYOUT_PM_POST_HIBERNATION,
	suspend_prepare = LAYOUT_PM_SUSPEND_PREPARE,
	post_suspend = LAYOUT_PM_POST_SUSPEND,
	restore_prepare = LAYOUT_PM_RESTORE_PREPARE,
	post_restore = LAYOUT_PM_POST_RESTORE,
};

/// The kernel's chain that it calls before it freezes the processes to put the machine to sleep, and when they run again: user
/// space runs, so that a file can be read. They are called in process context and may sleep. An error of one keeps the machine awake, and
/// those that were called before get the end (post_...); the one that returned the error gets no further event. On kernels without power
/// management nobody is ever called. What holds of a BlockingNotifierChain holds of it.
///
///     class Cache : Pinned {
///             Result<Notify> sleeping(Pm event)
///             {
///                     if (event == Pm::suspend_prepare)
///                             TRY(write_back());              // an error: the machine stays awake
///                     return Notify::ok;
///             }
///             Notifier<&Cache::sleeping, PmChain> pm_{*this};
///
///     public:
///             Result<void> start() { return pm_.register_notifier(pm_chain); }
///     };
class PmChain : Pinned
{
public:
	using NoticeType = Notice<Pm>;

	// For Notifier.
	Result<void> add(notifier_block *notifier)
	{
		return Result<void>::from_kernel(shim_register_pm_notifier(notifier));
	}
	void remove(notifier_block *notifier) { shim_unregister_pm_notifier(notifier); }
};

/// The only one.
[[maybe_unused]] constinit PmChain pm_chain;

} // namespace
} // namespace kernel
