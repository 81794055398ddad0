/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_CPU_SHIM_H
#define KERNEL_CPU_SHIM_H

#include "kernel/core/boundary.h"

struct hlist_node;

SHIMS_BEGIN
/* All of these sleep; not in one of the functions that the kernel calls. The name must stay valid. Returns the state, or a negative errno. */
int shim_cpuhp_setup_state_multi(const char *name, int (*startup)(unsigned int cpu, struct hlist_node *node),
				 int (*teardown)(unsigned int cpu, struct hlist_node *node));
/* Calls startup for each CPU that is online; if one fails, teardown for those before. */
int shim_cpuhp_state_add_instance(int state, struct hlist_node *node);
/* Calls teardown for each CPU that is online. */
void shim_cpuhp_state_remove_instance(int state, struct hlist_node *node);
void shim_cpuhp_remove_multi_state(int state);
SHIMS_END

#endif
