// SPDX-License-Identifier: GPL-2.0-only
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/wait.h>

LAYOUTS(wait)
{
	TYPE(WAIT_QUEUE_HEAD, wait_queue_head_t);
	TYPE(WAIT_QUEUE_ENTRY, struct wait_queue_entry);
	DEFINE(LAYOUT_TASK_NORMAL, TASK_NORMAL);
	DEFINE(LAYOUT_EPOLLIN, (__force unsigned int)EPOLLIN);
	DEFINE(LAYOUT_EPOLLOUT, (__force unsigned int)EPOLLOUT);
	DEFINE(LAYOUT_EPOLLPRI, (__force unsigned int)EPOLLPRI);
	DEFINE(LAYOUT_EPOLLERR, (__force unsigned int)EPOLLERR);
	DEFINE(LAYOUT_EPOLLHUP, (__force unsigned int)EPOLLHUP);
	DEFINE(LAYOUT_EPOLLRDNORM, (__force unsigned int)EPOLLRDNORM);
	DEFINE(LAYOUT_EPOLLWRNORM, (__force unsigned int)EPOLLWRNORM);
}
