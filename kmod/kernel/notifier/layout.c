// SPDX-License-Identifier: GPL-2.0-only
#include <linux/notifier.h>
#include <linux/reboot.h>
#include <linux/suspend.h>

OPERATION_TYPE(notifier_block, notifier_call, int, struct notifier_block *, unsigned long, void *)

LAYOUTS(notifier)
{
	TYPE(NOTIFIER_BLOCK, struct notifier_block);
	DEFINE(LAYOUT_NOTIFIER_CALL, offsetof(struct notifier_block, notifier_call));
	DEFINE(LAYOUT_NOTIFIER_PRIORITY, offsetof(struct notifier_block, priority));
	TYPE(BLOCKING_NOTIFIER_HEAD, struct blocking_notifier_head);
	DEFINE(LAYOUT_BLOCKING_NOTIFIER_FIRST, offsetof(struct blocking_notifier_head, head));
	TYPE(ATOMIC_NOTIFIER_HEAD, struct atomic_notifier_head);
	DEFINE(LAYOUT_ATOMIC_NOTIFIER_FIRST, offsetof(struct atomic_notifier_head, head));
	TYPE(RAW_NOTIFIER_HEAD, struct raw_notifier_head);
	DEFINE(LAYOUT_RAW_NOTIFIER_FIRST, offsetof(struct raw_notifier_head, head));
	DEFINE(LAYOUT_NOTIFY_DONE, NOTIFY_DONE);
	DEFINE(LAYOUT_NOTIFY_OK, NOTIFY_OK);
	DEFINE(LAYOUT_NOTIFY_STOP, NOTIFY_STOP);
	DEFINE(LAYOUT_NOTIFY_STOP_MASK, NOTIFY_STOP_MASK);
	DEFINE(LAYOUT_PM_HIBERNATION_PREPARE, PM_HIBERNATION_PREPARE);
	DEFINE(LAYOUT_PM_POST_HIBERNATION, PM_POST_HIBERNATION);
	DEFINE(LAYOUT_PM_SUSPEND_PREPARE, PM_SUSPEND_PREPARE);
	DEFINE(LAYOUT_PM_POST_SUSPEND, PM_POST_SUSPEND);
	DEFINE(LAYOUT_PM_RESTORE_PREPARE, PM_RESTORE_PREPARE);
	DEFINE(LAYOUT_PM_POST_RESTORE, PM_POST_RESTORE);
	DEFINE(LAYOUT_SYS_RESTART, SYS_RESTART);
	DEFINE(LAYOUT_SYS_HALT, SYS_HALT);
	DEFINE(LAYOUT_SYS_POWER_OFF, SYS_POWER_OFF);
}
