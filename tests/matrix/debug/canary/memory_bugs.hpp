// SPDX-License-Identifier: GPL-2.0-only
// Bugs for KASAN, kmemleak, the checks of lists and ODEBUG. (Only reads are out of bounds, so nothing is damaged.)
#pragma once

#include "hidden.hpp"

// Functions of the kernel that the layer does not use: they set up and start a timer, which ODEBUG tracks.
extern "C" {
void init_timer_key(void *timer, void (*function)(void *), unsigned int flags, const char *name,
		    lock_class_key *key);
int mod_timer(void *timer, unsigned long expires);
extern volatile unsigned long jiffies;
}

namespace canary
{
namespace
{

struct Bytes {
	u8 all[24];
};

BUG Result<void> heap_out_of_bounds()
{
	const auto box = TRY(Box<Bytes>::make(Gfp::kernel));
	const volatile u8 *const bytes = hidden(&box->all[0]);
	used(bytes[sizeof(Bytes)]);
	return {};
}

BUG Result<void> use_after_free()
{
	const volatile u8 *bytes = nullptr;
	{
		const auto box = TRY(Box<Bytes>::make(Gfp::kernel));
		bytes = hidden(&box->all[0]);
	}
	used(bytes[0]);
	return {};
}

BUG Result<void> double_free()
{
	Bytes *const bytes = TRY(Box<Bytes>::make(Gfp::kernel)).release();
	shim_kfree(hidden(bytes));
	shim_kfree(hidden(bytes));
	anything_may_happen();
	return {};
}

BUG Result<void> stack_out_of_bounds()
{
	Bytes local = {};
	const volatile u8 *const bytes = hidden(&local.all[0]);
	used(bytes[sizeof(Bytes)]);
	return {};
}

constinit Bytes global = {};

BUG Result<void> global_out_of_bounds()
{
	const volatile u8 *const bytes = hidden(&global.all[0]);
	used(bytes[sizeof(Bytes)]);
	return {};
}

// (Several, as a stale pointer to one may be on a stack.)
BUG Result<void> memory_leak()
{
	for (int count = 0; count < 8; ++count)
		used(TRY(Box<Bytes>::make(Gfp::kernel)).release());
	return {};
}

constinit LockClass queue_class{"canary_queue"};

// Two sleepers in a wait queue; the first one's neighbours are overwritten when the second one leaves.
BUG Result<void> list_corruption()
{
	struct Links {
		void *next;
		void *previous;
	};
	struct Queue {
		Opaque<LAYOUT_WAIT_QUEUE_HEAD_SIZE, LAYOUT_WAIT_QUEUE_HEAD_ALIGN> head;
		Opaque<LAYOUT_WAIT_QUEUE_ENTRY_SIZE, LAYOUT_WAIT_QUEUE_ENTRY_ALIGN> first;
		Opaque<LAYOUT_WAIT_QUEUE_ENTRY_SIZE, LAYOUT_WAIT_QUEUE_ENTRY_ALIGN> second;
	};
	const auto queue = TRY(Box<Queue>::make(Gfp::kernel));
	auto *const head = reinterpret_cast<wait_queue_head *>(&queue->head);
	auto *const first = reinterpret_cast<wait_queue_entry *>(&queue->first);
	auto *const second = reinterpret_cast<wait_queue_entry *>(&queue->second);
	// Its list_head is the last member.
	auto *const links =
		reinterpret_cast<Links *>(reinterpret_cast<u8 *>(first) + sizeof(queue->first)) - 1;

	shim_init_waitqueue_head(head, queue_class.name(), queue_class.key());
	shim_init_wait(first);
	shim_init_wait(second);
	shim_prepare_to_wait_exclusive(head, first);
	shim_prepare_to_wait_exclusive(head, second);
	void *const next = exchange(links->next, links);
	shim_finish_wait(head, second);
	links->next = next;
	shim_finish_wait(head, first);
	return {};
}

constinit LockClass timer_class{"canary_timer"};

void nothing_to_do(void *) {}

BUG Result<void> active_timer_freed()
{
	struct Timer {
		u64 words[32];
	};
	const auto timer = TRY(Box<Timer>::make(Gfp::kernel));
	init_timer_key(timer.get(), nothing_to_do, 0, timer_class.name(), timer_class.key());
	mod_timer(timer.get(), jiffies + 1000'000);
	return {};
}

} // namespace
} // namespace canary
