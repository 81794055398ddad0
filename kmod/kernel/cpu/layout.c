// SPDX-License-Identifier: GPL-2.0-only
#include <linux/types.h>

LAYOUTS(cpu)
{
	TYPE(CPUHP_NODE, struct hlist_node);
}
