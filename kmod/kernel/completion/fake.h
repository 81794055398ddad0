// SPDX-License-Identifier: GPL-2.0-only
// The fake of completions: a count and a queue of those who wait.
#pragma once

#include "kernel/wait/fake.h"

struct completion {
	pthread_mutex_t mutex;
	unsigned int done;
	wait_queue_head queue;
};

#define LAYOUT_COMPLETION_SIZE sizeof(::completion)
#define LAYOUT_COMPLETION_ALIGN alignof(::completion)
