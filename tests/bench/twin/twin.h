/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The twin of rusty, as C: what kmod/rusty and kmod/kernel do, written by hand with the kernel's own headers, as a
 * driver in the kernel's tree would be. The costs of rusty are compared with it.
 */
#ifndef TWIN_H
#define TWIN_H

#include <linux/miscdevice.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "uapi/rusty.h"

/*
 * The device. The number and its generation live in the page that mmap shows. lock serialises writers; it is raw, as
 * preemption must be off while the sequence is odd: readers, in the kernel and in mappings, take no lock.
 */
struct twin {
	struct page *page;
	struct rusty_page *shown;
	raw_spinlock_t lock;
	wait_queue_head_t waiters;

	struct mutex unpinned_lock;
	s64 unpinned; /* under unpinned_lock */
};

struct twin_snapshot {
	s64 number;
	u64 generation;
};

/* While the module is loaded. Parameters look at it under the module's parameter lock. */
extern struct twin *twin;
extern struct miscdevice twin_misc;
extern const struct file_operations twin_file_operations;

/* Each is one atomic step and returns the old number, or -EOVERFLOW. */
s64 twin_exchange(struct twin *twin, s64 number);
int twin_add(struct twin *twin, struct rusty_add *add);
void twin_compare_exchange(struct twin *twin, struct rusty_compare_exchange *swap);
long twin_ioctl(struct file *file, unsigned int command, unsigned long address);
/* -EINVAL, -ERANGE, -EMSGSIZE */
int twin_parse(const char *text, size_t size, s64 *number);
/* The size, or the same errors. */
ssize_t twin_store_text(const char *text, size_t size);

#endif
