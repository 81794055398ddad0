// SPDX-License-Identifier: GPL-2.0-only
#include <linux/workqueue.h>

NEEDS("SYSTEM_PERCPU_WQ|SYSTEM_WQ", "to queue work for the CPU that queues it")
NEEDS("SYSTEM_DFL_WQ|SYSTEM_UNBOUND_WQ", "to queue work for any CPU")

/* 6.17 and later. */
PROBE(SYSTEM_PERCPU_WQ)
static const void *const __maybe_unused has_system_percpu_wq = &system_percpu_wq;

/* Before; where both are, this one is the older name. */
PROBE(SYSTEM_WQ)
static const void *const __maybe_unused has_system_wq = &system_wq;

/* 6.17 and later. */
PROBE(SYSTEM_DFL_WQ)
static const void *const __maybe_unused has_system_dfl_wq = &system_dfl_wq;

/* Before; where both are, this one is the older name. */
PROBE(SYSTEM_UNBOUND_WQ)
static const void *const __maybe_unused has_system_unbound_wq = &system_unbound_wq;

/* 6.17 and later; before, a queue that is not unbound is of each CPU. */
PROBE(WQ_PERCPU)
static const unsigned int __maybe_unused has_wq_percpu = WQ_PERCPU;

/* 6.10 and later; before, RCU keeps callers that would queue it away (end.hpp). */
PROBE(DISABLE_WORK_SYNC)
static const void *const __maybe_unused has_disable_work_sync[] = {disable_work_sync,
								   disable_delayed_work_sync};
