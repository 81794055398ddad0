// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/notifier.h>, <linux/reboot.h> and <linux/suspend.h>. */
#include <linux/lockdep.h>
#include <linux/notifier.h>
#include <linux/reboot.h>
#include <linux/suspend.h>

#include "kernel/notifier/shim.h"

SAME_TYPE(blocking_notifier_chain_register);
SAME_TYPE(blocking_notifier_chain_unregister);
SAME_TYPE(blocking_notifier_call_chain);
SAME_TYPE(atomic_notifier_chain_register);
SAME_TYPE(atomic_notifier_chain_unregister);
SAME_TYPE(atomic_notifier_call_chain);
SAME_TYPE(raw_notifier_chain_register);
SAME_TYPE(raw_notifier_chain_unregister);
SAME_TYPE(raw_notifier_call_chain);
SAME_TYPE(register_reboot_notifier);
SAME_TYPE(unregister_reboot_notifier);

SHIM(int, notifier_from_errno, int error)
{
	return notifier_from_errno(error);
}

SHIM(int, notifier_to_errno, int returned)
{
	return notifier_to_errno(returned);
}

SHIM(void, blocking_notifier_init, struct blocking_notifier_head *chain, const char *name,
     struct lock_class_key *key)
{
	BLOCKING_INIT_NOTIFIER_HEAD(chain);
	lockdep_set_class_and_name(&chain->rwsem, key, name);
}

/* (Nothing is locked inside of its lock: all such chains may be of one lockdep class.) */
SHIM(void, atomic_notifier_init, struct atomic_notifier_head *chain)
{
	ATOMIC_INIT_NOTIFIER_HEAD(chain);
}

SHIM(int, register_pm_notifier, struct notifier_block *notifier)
{
	return register_pm_notifier(notifier);
}

SHIM(int, unregister_pm_notifier, struct notifier_block *notifier)
{
	return unregister_pm_notifier(notifier);
}
