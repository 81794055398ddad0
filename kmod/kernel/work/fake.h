// SPDX-License-Identifier: GPL-2.0-only
// The fake of works: they run when a test lets them, in its thread.
#pragma once

#include <string>

struct workqueue_struct;

struct work_struct {
	void (*function)(work_struct *);
	workqueue_struct *queue; // that it is queued on
	unsigned long delay;	 // in jiffies, until then
	bool disabled;
};
struct delayed_work {
	work_struct work;
};

#define KERNEL_HAS_DISABLE_WORK_SYNC 1
#define LAYOUT_WORK_STRUCT_SIZE sizeof(::work_struct)
#define LAYOUT_WORK_STRUCT_ALIGN alignof(::work_struct)
#define LAYOUT_DELAYED_WORK_SIZE sizeof(::delayed_work)
#define LAYOUT_DELAYED_WORK_ALIGN alignof(::delayed_work)
#define LAYOUT_WQ_MEM_RECLAIM 0x10u
#define LAYOUT_WQ_HIGHPRI 0x20u
#define LAYOUT_WQ_FREEZABLE 0x40u

namespace fake
{

// Lets so many jiffies pass, then runs what is due, and what that queues.
void run_works(unsigned long jiffies = 0);
// What the queue that ran the last work was made with: "ordered 16 1", "system_percpu".
std::string last_workqueue();

} // namespace fake
