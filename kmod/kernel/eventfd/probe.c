// SPDX-License-Identifier: GPL-2.0-only
#include <linux/eventfd.h>

NEEDS("EVENTFD_SIGNAL_ONE|EVENTFD_SIGNAL_COUNT", "to signal an eventfd")

/* 6.8 and later: it adds one. */
PROBE(EVENTFD_SIGNAL_ONE)
static void __maybe_unused has_eventfd_signal_one(struct eventfd_ctx *context)
{
	eventfd_signal(context);
}

/* Before 6.8. */
PROBE(EVENTFD_SIGNAL_COUNT)
static void __maybe_unused has_eventfd_signal_count(struct eventfd_ctx *context)
{
	eventfd_signal(context, 1);
}
