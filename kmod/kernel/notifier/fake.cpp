// SPDX-License-Identifier: GPL-2.0-only
// The shims of chains of notifiers.
#include "kernel/notifier/shim.h"

#include <string>

#include "kernel/layouts.h"
#include "kernel/lock/shim.h"
#include "kernel/rcu/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

blocking_notifier_head reboots;
blocking_notifier_head sleeps;
char reboot_key;
char sleep_key;

const fake::Part part(
	[] {
		reboots = {};
		shim_blocking_notifier_init(&reboots, "reboot",
					    reinterpret_cast<lock_class_key *>(&reboot_key));
		sleeps = {};
		shim_blocking_notifier_init(&sleeps, "pm", reinterpret_cast<lock_class_key *>(&sleep_key));
	},
	[] {
		return std::string(reboots.head != nullptr  ? "a notifier of reboots"
				   : sleeps.head != nullptr ? "a notifier of the machine's sleep"
							    : "");
	});

int add(notifier_block **place, notifier_block *notifier)
{
	for (notifier_block *each = *place; each != nullptr; each = each->next)
		if (each == notifier) {
			fake::violated("a notifier that is registered twice");
			return -EEXIST;
		}
	while (*place != nullptr && (*place)->priority >= notifier->priority)
		place = &(*place)->next;
	notifier->next = *place;
	// (Readers of an atomic chain go by.)
	__atomic_store_n(place, notifier, __ATOMIC_RELEASE);
	return 0;
}

int remove(notifier_block **place, notifier_block *notifier)
{
	for (; *place != nullptr; place = &(*place)->next)
		if (*place == notifier) {
			__atomic_store_n(place, notifier->next, __ATOMIC_RELEASE);
			return 0;
		}
	return -ENOENT;
}

int call(notifier_block *const *head, unsigned long event, void *data)
{
	int answer = LAYOUT_NOTIFY_DONE;
	notifier_block *next;
	for (notifier_block *each = __atomic_load_n(head, __ATOMIC_ACQUIRE); each != nullptr; each = next) {
		next = __atomic_load_n(&each->next, __ATOMIC_ACQUIRE);
		answer = each->notifier_call(each, event, data);
		if ((answer & LAYOUT_NOTIFY_STOP_MASK) != 0)
			break;
	}
	return answer;
}

} // namespace

namespace fake
{

void reboot(unsigned long event)
{
	shim_blocking_notifier_call_chain(&reboots, event, nullptr);
}

int sleep_machine(unsigned long event)
{
	return shim_notifier_to_errno(shim_blocking_notifier_call_chain(&sleeps, event, nullptr));
}

} // namespace fake

int shim_notifier_from_errno(int error)
{
	return error != 0 ? LAYOUT_NOTIFY_STOP_MASK | (LAYOUT_NOTIFY_OK - error) : LAYOUT_NOTIFY_OK;
}

int shim_notifier_to_errno(int returned)
{
	const int answer = returned & ~LAYOUT_NOTIFY_STOP_MASK;
	return answer > LAYOUT_NOTIFY_OK ? LAYOUT_NOTIFY_OK - answer : 0;
}

void shim_blocking_notifier_init(struct blocking_notifier_head *chain, const char *name,
				 struct lock_class_key *key)
{
	shim_init_rwsem(&chain->rwsem, name, key);
	chain->head = nullptr;
}

int shim_blocking_notifier_chain_register(struct blocking_notifier_head *chain,
					  struct notifier_block *notifier)
{
	shim_down_write(&chain->rwsem);
	const int returned = add(&chain->head, notifier);
	shim_up_write(&chain->rwsem);
	return returned;
}

int shim_blocking_notifier_chain_unregister(struct blocking_notifier_head *chain,
					    struct notifier_block *notifier)
{
	shim_down_write(&chain->rwsem);
	const int returned = remove(&chain->head, notifier);
	shim_up_write(&chain->rwsem);
	return returned;
}

int shim_blocking_notifier_call_chain(struct blocking_notifier_head *chain, unsigned long event, void *data)
{
	shim_down_read(&chain->rwsem);
	const int answer = call(&chain->head, event, data);
	shim_up_read(&chain->rwsem);
	return answer;
}

void shim_atomic_notifier_init(struct atomic_notifier_head *chain)
{
	shim_spin_lock_init(&chain->lock, "atomic_notifier", reinterpret_cast<lock_class_key *>(&reboot_key));
	chain->head = nullptr;
}

int shim_atomic_notifier_chain_register(struct atomic_notifier_head *chain, struct notifier_block *notifier)
{
	shim_spin_lock(&chain->lock);
	const int returned = add(&chain->head, notifier);
	shim_spin_unlock(&chain->lock);
	return returned;
}

int shim_atomic_notifier_chain_unregister(struct atomic_notifier_head *chain, struct notifier_block *notifier)
{
	shim_spin_lock(&chain->lock);
	const int returned = remove(&chain->head, notifier);
	shim_spin_unlock(&chain->lock);
	shim_synchronize_rcu();
	return returned;
}

int shim_atomic_notifier_call_chain(struct atomic_notifier_head *chain, unsigned long event, void *data)
{
	shim_rcu_read_lock();
	const int answer = call(&chain->head, event, data);
	shim_rcu_read_unlock();
	return answer;
}

int shim_raw_notifier_chain_register(struct raw_notifier_head *chain, struct notifier_block *notifier)
{
	return add(&chain->head, notifier);
}

int shim_raw_notifier_chain_unregister(struct raw_notifier_head *chain, struct notifier_block *notifier)
{
	return remove(&chain->head, notifier);
}

int shim_raw_notifier_call_chain(struct raw_notifier_head *chain, unsigned long event, void *data)
{
	return call(&chain->head, event, data);
}

int shim_register_reboot_notifier(struct notifier_block *notifier)
{
	return shim_blocking_notifier_chain_register(&reboots, notifier);
}

int shim_unregister_reboot_notifier(struct notifier_block *notifier)
{
	return shim_blocking_notifier_chain_unregister(&reboots, notifier);
}

int shim_register_pm_notifier(struct notifier_block *notifier)
{
	return shim_blocking_notifier_chain_register(&sleeps, notifier);
}

int shim_unregister_pm_notifier(struct notifier_block *notifier)
{
	return shim_blocking_notifier_chain_unregister(&sleeps, notifier);
}
