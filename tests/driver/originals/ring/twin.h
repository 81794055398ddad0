/* SPDX-License-Identifier: GPL-2.0-only */
/* The twin of kmod/drivers/ring: what its files share. */
#ifndef RING_TWIN_H
#define RING_TWIN_H

#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/wait.h>

#include "ring.h"

#define SLOTS 1024u

struct ring {
	struct device dev;
	struct cdev cdev;
	void *memory;
	struct ring_header *header;
	struct ring_record *records;
	wait_queue_head_t readers;
	struct hrtimer timer;
	atomic64_t missed;
	u32 number;
	u32 period; /* WRITE_ONCE */
	bool removed;
	struct dentry *debug;
};

extern const struct file_operations ring_operations;

static inline u32 head_of(struct ring *ring)
{
	return smp_load_acquire(&ring->header->head);
}

#endif
