// SPDX-License-Identifier: GPL-2.0-only
#include <linux/types.h>

LAYOUTS(rcu)
{
	TYPE(RCU_HEAD, struct callback_head);
}
