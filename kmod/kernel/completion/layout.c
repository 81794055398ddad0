// SPDX-License-Identifier: GPL-2.0-only
#include <linux/completion.h>

LAYOUTS(completion)
{
	TYPE(COMPLETION, struct completion);
}
