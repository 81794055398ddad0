// SPDX-License-Identifier: GPL-2.0-only
// The shims of works.
#include "kernel/work/shim.h"

#include <algorithm>
#include <cstdio>
#include <new>
#include <utility>

#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

struct workqueue_struct {
	char text[64];
};

namespace
{

workqueue_struct system_percpu{"system_percpu"};
workqueue_struct system_unbound{"system_unbound"};
std::vector<work_struct *> queued;
work_struct *running;
std::string last_queue;

const fake::Part part(
	[] {
		queued.clear();
		running = nullptr;
		last_queue.clear();
	},
	[] { return std::string(queued.empty() ? "" : "a work that is queued"); });

bool is_queued(const work_struct *work)
{
	return std::find(queued.begin(), queued.end(), work) != queued.end();
}

bool take_off(work_struct *work)
{
	return std::erase(queued, work) != 0;
}

bool put_on(workqueue_struct *queue, work_struct *work, unsigned long delay)
{
	if (work->disabled || is_queued(work))
		return false;
	work->queue = queue;
	work->delay = delay;
	queued.push_back(work);
	return true;
}

void run(work_struct *work)
{
	take_off(work);
	last_queue = work->queue->text;
	work_struct *const before = std::exchange(running, work);
	work->function(work);
	running = before;
}

bool wait_for(const char *what, const work_struct *work)
{
	fake::might_sleep(what);
	if (running == work)
		fake::violated(std::string(what) + " in the work itself");
	return running != work;
}

bool flush(const char *what, work_struct *work)
{
	if (!wait_for(what, work) || !is_queued(work))
		return false;
	run(work);
	return true;
}

bool cancel(const char *what, work_struct *work)
{
	return wait_for(what, work) && take_off(work);
}

bool disable(const char *what, work_struct *work)
{
	work->disabled = true;
	return cancel(what, work);
}

workqueue_struct *alloc(const char *kind, unsigned int flags, int max_active)
{
	void *memory = shim_kmalloc(sizeof(workqueue_struct), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return nullptr;
	auto *queue = new (memory) workqueue_struct;
	snprintf(queue->text, sizeof(queue->text), "%s %u %d", kind, flags, max_active);
	return queue;
}

} // namespace

namespace fake
{

void run_works(unsigned long jiffies)
{
	for (work_struct *work : queued)
		work->delay -= std::min(work->delay, jiffies);
	for (;;) {
		const auto due = std::find_if(queued.begin(), queued.end(),
					      [](const work_struct *work) { return work->delay == 0; });
		if (due == queued.end())
			return;
		run(*due);
	}
}

std::string last_workqueue()
{
	return last_queue;
}

} // namespace fake

void shim_init_work(struct work_struct *work, void (*function)(struct work_struct *), const char *name,
		    struct lock_class_key *key)
{
	if (name == nullptr || key == nullptr)
		fake::violated("a work without a class");
	new (work) work_struct{function, nullptr, 0, false};
}

void shim_init_delayed_work(struct delayed_work *work, void (*function)(struct work_struct *),
			    const char *name, struct lock_class_key *key)
{
	shim_init_work(&work->work, function, name, key);
}

struct delayed_work *shim_to_delayed_work(struct work_struct *work)
{
	return reinterpret_cast<delayed_work *>(work);
}

struct workqueue_struct *shim_system_percpu_wq(void)
{
	return &system_percpu;
}

struct workqueue_struct *shim_system_unbound_wq(void)
{
	return &system_unbound;
}

bool shim_queue_work(struct workqueue_struct *queue, struct work_struct *work)
{
	return put_on(queue, work, 0);
}

bool shim_queue_delayed_work(struct workqueue_struct *queue, struct delayed_work *work, unsigned long delay)
{
	return put_on(queue, &work->work, delay);
}

bool shim_mod_delayed_work(struct workqueue_struct *queue, struct delayed_work *work, unsigned long delay)
{
	const bool was_queued = take_off(&work->work);
	put_on(queue, &work->work, delay);
	return was_queued;
}

bool shim_work_pending(struct work_struct *work)
{
	return is_queued(work);
}

bool shim_delayed_work_pending(struct delayed_work *work)
{
	return is_queued(&work->work);
}

bool shim_flush_work(struct work_struct *work)
{
	return flush("flush_work", work);
}

bool shim_flush_delayed_work(struct delayed_work *work)
{
	return flush("flush_delayed_work", &work->work);
}

bool shim_cancel_work_sync(struct work_struct *work)
{
	return cancel("cancel_work_sync", work);
}

bool shim_cancel_delayed_work_sync(struct delayed_work *work)
{
	return cancel("cancel_delayed_work_sync", &work->work);
}

bool shim_disable_work_sync(struct work_struct *work)
{
	return disable("disable_work_sync", work);
}

bool shim_disable_delayed_work_sync(struct delayed_work *work)
{
	return disable("disable_delayed_work_sync", &work->work);
}

struct workqueue_struct *shim_alloc_percpu_workqueue(const char *, unsigned int flags, int max_active)
{
	return alloc("percpu", flags, max_active);
}

struct workqueue_struct *shim_alloc_unbound_workqueue(const char *, unsigned int flags, int max_active)
{
	return alloc("unbound", flags, max_active);
}

struct workqueue_struct *shim_alloc_ordered_workqueue(const char *, unsigned int flags)
{
	return alloc("ordered", flags, 1);
}

void shim_flush_workqueue(struct workqueue_struct *queue)
{
	fake::might_sleep("flush_workqueue");
	const auto all = queued;
	for (work_struct *work : all)
		if (work->queue == queue && work->delay == 0 && is_queued(work))
			run(work);
}

void shim_destroy_workqueue(struct workqueue_struct *queue)
{
	fake::might_sleep("destroy_workqueue");
	const auto is_its = [queue](const work_struct *work) { return work->queue == queue; };
	for (;;) {
		const auto its = std::find_if(queued.begin(), queued.end(), is_its);
		if (its == queued.end())
			break;
		run(*its);
	}
	shim_kfree(queue);
}
