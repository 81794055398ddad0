/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_NOTIFIER_SHIM_H
#define KERNEL_NOTIFIER_SHIM_H

#include "kernel/core/boundary.h"

struct atomic_notifier_head;
struct blocking_notifier_head;
struct lock_class_key;
struct notifier_block;
struct raw_notifier_head;

SHIMS_BEGIN
/* What a notifier returns for 0 or a negative error number, and back. */
int shim_notifier_from_errno(int error);
int shim_notifier_to_errno(int returned);

/* These sleep; not in a notifier of the chain. */
void shim_blocking_notifier_init(struct blocking_notifier_head *chain, const char *name,
				 struct lock_class_key *key);
int shim_blocking_notifier_chain_register(struct blocking_notifier_head *chain,
					  struct notifier_block *notifier)
	DIRECT(blocking_notifier_chain_register);
int shim_blocking_notifier_chain_unregister(struct blocking_notifier_head *chain,
					    struct notifier_block *notifier)
	DIRECT(blocking_notifier_chain_unregister);
int shim_blocking_notifier_call_chain(struct blocking_notifier_head *chain, unsigned long event, void *data)
	DIRECT(blocking_notifier_call_chain);

void shim_atomic_notifier_init(struct atomic_notifier_head *chain);
int shim_atomic_notifier_chain_register(struct atomic_notifier_head *chain, struct notifier_block *notifier)
	DIRECT(atomic_notifier_chain_register);
/* Sleeps: synchronize_rcu(). */
int shim_atomic_notifier_chain_unregister(struct atomic_notifier_head *chain, struct notifier_block *notifier)
	DIRECT(atomic_notifier_chain_unregister);
int shim_atomic_notifier_call_chain(struct atomic_notifier_head *chain, unsigned long event, void *data)
	DIRECT(atomic_notifier_call_chain);

/* Under the lock of the chain's owner. A head that is empty is all zeroes. */
int shim_raw_notifier_chain_register(struct raw_notifier_head *chain, struct notifier_block *notifier)
	DIRECT(raw_notifier_chain_register);
int shim_raw_notifier_chain_unregister(struct raw_notifier_head *chain, struct notifier_block *notifier)
	DIRECT(raw_notifier_chain_unregister);
int shim_raw_notifier_call_chain(struct raw_notifier_head *chain, unsigned long event, void *data)
	DIRECT(raw_notifier_call_chain);

/* These sleep; not in a notifier of this chain. */
int shim_register_reboot_notifier(struct notifier_block *notifier) DIRECT(register_reboot_notifier);
int shim_unregister_reboot_notifier(struct notifier_block *notifier) DIRECT(unregister_reboot_notifier);
/* These sleep; not in a notifier of this chain. Without CONFIG_PM_SLEEP they do nothing. */
int shim_register_pm_notifier(struct notifier_block *notifier);
int shim_unregister_pm_notifier(struct notifier_block *notifier);
SHIMS_END

#endif
