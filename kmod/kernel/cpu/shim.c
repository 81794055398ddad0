// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/cpuhotplug.h>. */
#include <linux/cpuhotplug.h>
#include <linux/types.h>

#include "kernel/cpu/shim.h"

SHIM(int, cpuhp_setup_state_multi, const char *name,
     int (*startup)(unsigned int cpu, struct hlist_node *node),
     int (*teardown)(unsigned int cpu, struct hlist_node *node))
{
	return cpuhp_setup_state_multi(CPUHP_AP_ONLINE_DYN, name, startup, teardown);
}

SHIM(int, cpuhp_state_add_instance, int state, struct hlist_node *node)
{
	return cpuhp_state_add_instance(state, node);
}

SHIM(void, cpuhp_state_remove_instance, int state, struct hlist_node *node)
{
	cpuhp_state_remove_instance(state, node);
}

SHIM(void, cpuhp_remove_multi_state, int state)
{
	cpuhp_remove_multi_state(state);
}
