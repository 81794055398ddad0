// SPDX-License-Identifier: GPL-2.0-only
// The shims of completions.
#include "kernel/completion/shim.h"

#include <climits>
#include <new>

#include "kernel/wait/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

// (Who wakes holds it too: a waiter that has passed has seen the waker leave.)
class CompletionLock
{
public:
	explicit CompletionLock(completion *completion) : completion_(completion)
	{
		pthread_mutex_lock(&completion_->mutex);
	}
	~CompletionLock() { pthread_mutex_unlock(&completion_->mutex); }
	CompletionLock(const CompletionLock &) = delete;
	CompletionLock &operator=(const CompletionLock &) = delete;

private:
	completion *completion_;
};

long wait(completion *completion, const char *what, unsigned long timeout, bool interruptible)
{
	fake::might_sleep(what);
	long left = static_cast<long>(timeout);
	long returned = 0;
	wait_queue_entry entry;
	shim_init_wait(&entry);
	for (;;) {
		shim_prepare_to_wait_exclusive(&completion->queue, &entry);
		if (shim_try_wait_for_completion(completion)) {
			returned = left == 0 ? 1 : left;
			break;
		}
		if (interruptible && shim_signal_pending() != 0) {
			returned = -LAYOUT_ERESTARTSYS;
			break;
		}
		if (left == 0)
			break;
		left = shim_schedule_timeout(left);
	}
	shim_finish_wait(&completion->queue, &entry);
	return returned;
}

} // namespace

void shim_init_completion(struct completion *completion)
{
	static char key;
	new (completion)::completion{PTHREAD_MUTEX_INITIALIZER, 0, {}};
	shim_init_waitqueue_head(&completion->queue, "completion", reinterpret_cast<lock_class_key *>(&key));
}

void shim_reinit_completion(struct completion *completion)
{
	const CompletionLock lock(completion);
	completion->done = 0;
}

void shim_complete(struct completion *completion)
{
	const CompletionLock lock(completion);
	if (completion->done != UINT_MAX)
		++completion->done;
	shim_wake_up(&completion->queue, LAYOUT_TASK_NORMAL, 1, nullptr);
}

void shim_complete_all(struct completion *completion)
{
	const CompletionLock lock(completion);
	completion->done = UINT_MAX;
	shim_wake_up(&completion->queue, LAYOUT_TASK_NORMAL, 0, nullptr);
}

bool shim_try_wait_for_completion(struct completion *completion)
{
	const CompletionLock lock(completion);
	if (completion->done == 0)
		return false;
	if (completion->done != UINT_MAX)
		--completion->done;
	return true;
}

bool shim_completion_done(struct completion *completion)
{
	const CompletionLock lock(completion);
	return completion->done != 0;
}

unsigned long shim_wait_for_completion_timeout(struct completion *completion, unsigned long timeout)
{
	return static_cast<unsigned long>(wait(completion, "wait_for_completion_timeout", timeout, false));
}

long shim_wait_for_completion_interruptible_timeout(struct completion *completion, unsigned long timeout)
{
	return wait(completion, "wait_for_completion_interruptible_timeout", timeout, true);
}

void shim_wait_for_completion(struct completion *completion)
{
	wait(completion, "wait_for_completion", LONG_MAX, false);
}
