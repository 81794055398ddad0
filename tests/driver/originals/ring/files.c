// SPDX-License-Identifier: GPL-2.0-only
/* The twin's files: open, read, poll, mmap. */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "twin.h"

#define KEPT (SLOTS - 1)
#define AT_ONCE 16u

struct ring_open {
	struct ring *ring;
	struct mutex lock;
	u32 next;
};

static int ring_open(struct inode *inode, struct file *file)
{
	struct ring *ring = container_of(inode->i_cdev, struct ring, cdev);
	struct ring_open *open;

	if (READ_ONCE(ring->removed))
		return -ENODEV;
	open = kmalloc(sizeof(*open), GFP_KERNEL_ACCOUNT);
	if (!open)
		return -ENOMEM;
	open->ring = ring;
	mutex_init(&open->lock);
	open->next = head_of(ring);
	file->private_data = open;
	return nonseekable_open(inode, file);
}

static int ring_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static ssize_t ring_read(struct file *file, char __user *to, size_t size, loff_t *offset)
{
	struct ring_open *open = file->private_data;
	struct ring *ring = open->ring;
	struct ring_record records[AT_ONCE];
	u32 wanted = min_t(size_t, size / sizeof(*records), AT_ONCE), from, count, end;
	ssize_t result;

	if (READ_ONCE(ring->removed))
		return -ENODEV;
	if (!wanted)
		return -EINVAL;
	mutex_lock(&open->lock);
	while (open->next == head_of(ring)) {
		mutex_unlock(&open->lock);
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (wait_event_interruptible(ring->readers, READ_ONCE(open->next) != head_of(ring) ||
								    READ_ONCE(ring->removed)))
			return -ERESTARTSYS;
		if (READ_ONCE(ring->removed))
			return -ENODEV;
		mutex_lock(&open->lock);
	}
	do {
		end = head_of(ring);
		from = end - open->next > KEPT ? end - KEPT : open->next;
		count = min3(wanted, end - from, SLOTS - from % SLOTS);
		memcpy(records, &ring->records[from % SLOTS], count * sizeof(*records));
		smp_rmb();
	} while (READ_ONCE(ring->header->head) - from > KEPT);
	result = count * sizeof(*records);
	if (copy_to_user(to, records, result)) {
		result = -EFAULT;
	} else {
		if (from != open->next)
			atomic64_add(from - open->next, &ring->missed);
		WRITE_ONCE(open->next, from + count);
	}
	mutex_unlock(&open->lock);
	return result;
}

static __poll_t ring_poll(struct file *file, poll_table *table)
{
	struct ring_open *open = file->private_data;
	__poll_t events = 0;

	poll_wait(file, &open->ring->readers, table);
	if (READ_ONCE(open->ring->removed))
		return EPOLLHUP;
	mutex_lock(&open->lock);
	if (open->next != head_of(open->ring))
		events = EPOLLIN | EPOLLRDNORM;
	mutex_unlock(&open->lock);
	return events;
}

static int ring_mmap(struct file *file, struct vm_area_struct *area)
{
	struct ring_open *open = file->private_data;

	if (READ_ONCE(open->ring->removed))
		return -ENODEV;
	if (area->vm_flags & (VM_WRITE | VM_EXEC))
		return -EPERM;
	vm_flags_mod(area, VM_DONTEXPAND | VM_DONTDUMP, VM_MAYWRITE | VM_MAYEXEC);
	return remap_vmalloc_range(area, open->ring->memory, area->vm_pgoff);
}

const struct file_operations ring_operations = {
	.owner = THIS_MODULE,
	.open = ring_open,
	.release = ring_release,
	.read = ring_read,
	.poll = ring_poll,
	.mmap = ring_mmap,
};
