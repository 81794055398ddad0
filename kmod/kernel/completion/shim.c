// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/completion.h>. */
#include <linux/completion.h>

#include "kernel/completion/shim.h"

SAME_TYPE(complete);
SAME_TYPE(complete_all);
SAME_TYPE(try_wait_for_completion);
SAME_TYPE(completion_done);
SAME_TYPE(wait_for_completion);
SAME_TYPE(wait_for_completion_timeout);
SAME_TYPE(wait_for_completion_interruptible_timeout);

SHIM(void, init_completion, struct completion *completion)
{
	init_completion(completion);
}

SHIM(void, reinit_completion, struct completion *completion)
{
	reinit_completion(completion);
}
