// SPDX-License-Identifier: GPL-2.0-only
// The fake of chains of notifiers: lists, each with the lock that the kernel's has.
#pragma once

#include <cstddef>

#include "kernel/lock/fake.h"

struct notifier_block {
	int (*notifier_call)(notifier_block *, unsigned long, void *);
	notifier_block *next;
	int priority;
};
struct blocking_notifier_head {
	rw_semaphore rwsem;
	notifier_block *head;
};
struct atomic_notifier_head {
	spinlock lock;
	notifier_block *head;
};
struct raw_notifier_head {
	notifier_block *head;
};

#define LAYOUT_NOTIFIER_BLOCK_SIZE sizeof(::notifier_block)
#define LAYOUT_NOTIFIER_BLOCK_ALIGN alignof(::notifier_block)
#define LAYOUT_NOTIFIER_CALL offsetof(::notifier_block, notifier_call)
#define LAYOUT_NOTIFIER_PRIORITY offsetof(::notifier_block, priority)
#define LAYOUT_BLOCKING_NOTIFIER_HEAD_SIZE sizeof(::blocking_notifier_head)
#define LAYOUT_BLOCKING_NOTIFIER_HEAD_ALIGN alignof(::blocking_notifier_head)
#define LAYOUT_BLOCKING_NOTIFIER_FIRST offsetof(::blocking_notifier_head, head)
#define LAYOUT_ATOMIC_NOTIFIER_HEAD_SIZE sizeof(::atomic_notifier_head)
#define LAYOUT_ATOMIC_NOTIFIER_HEAD_ALIGN alignof(::atomic_notifier_head)
#define LAYOUT_ATOMIC_NOTIFIER_FIRST offsetof(::atomic_notifier_head, head)
#define LAYOUT_RAW_NOTIFIER_HEAD_SIZE sizeof(::raw_notifier_head)
#define LAYOUT_RAW_NOTIFIER_HEAD_ALIGN alignof(::raw_notifier_head)
#define LAYOUT_RAW_NOTIFIER_FIRST offsetof(::raw_notifier_head, head)
#define LAYOUT_NOTIFY_DONE 0
#define LAYOUT_NOTIFY_OK 1
#define LAYOUT_NOTIFY_STOP 0x8001
#define LAYOUT_NOTIFY_STOP_MASK 0x8000
#define LAYOUT_PM_HIBERNATION_PREPARE 1
#define LAYOUT_PM_POST_HIBERNATION 2
#define LAYOUT_PM_SUSPEND_PREPARE 3
#define LAYOUT_PM_POST_SUSPEND 4
#define LAYOUT_PM_RESTORE_PREPARE 5
#define LAYOUT_PM_POST_RESTORE 6
#define LAYOUT_SYS_RESTART 1
#define LAYOUT_SYS_HALT 2
#define LAYOUT_SYS_POWER_OFF 3

namespace fake
{

// Tells of it, as the kernel does before the machine goes down.
void reboot(unsigned long event);
// The same of its sleep. 0, or the negative errno that keeps it awake.
int sleep_machine(unsigned long event);

} // namespace fake
