// SPDX-License-Identifier: GPL-2.0-only
/* The twin of kmod/drivers/ring: the same driver as it is written in C, for kernels 6.4 to 6.12. Built in a folder of its own as ring.ko. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/cdev.h>
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>

#include "ring.h"

#define MOST_DEVICES 16
#define SLOTS 1024u
#define KEPT (SLOTS - 1)
#define AT_ONCE 16u
#define BUFFER_SIZE (PAGE_SIZE + PAGE_ALIGN(SLOTS * sizeof(struct ring_record)))

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

struct ring_open {
	struct ring *ring;
	struct mutex lock;
	u32 next;
};

static struct class *ring_class;
static dev_t first;
static struct ring *rings[MOST_DEVICES];

static bool possible(u32 period)
{
	return period == 0 || (period >= 50 && period <= 10000000);
}

static int set_devices(const char *text, const struct kernel_param *param)
{
	unsigned int value;
	int error = kstrtouint(text, 0, &value);

	if (error)
		return error;
	if (value > MOST_DEVICES)
		return -ERANGE;
	*(unsigned int *)param->arg = value;
	return 0;
}

static int set_period(const char *text, const struct kernel_param *param)
{
	unsigned int value;
	int error = kstrtouint(text, 0, &value);

	if (error)
		return error;
	if (!possible(value))
		return -ERANGE;
	*(unsigned int *)param->arg = value;
	return 0;
}

static const struct kernel_param_ops devices_ops = {.set = set_devices, .get = param_get_uint};
static const struct kernel_param_ops period_ops = {.set = set_period, .get = param_get_uint};
static unsigned int devices = 2;
static unsigned int period_us = 1000;
module_param_cb(devices, &devices_ops, &devices, 0444);
MODULE_PARM_DESC(devices, "how many there are: /dev/ring0 and on (default 2, at most 16)");
module_param_cb(period_us, &period_ops, &period_us, 0444);
MODULE_PARM_DESC(period_us, "microseconds from sample to sample");

static u32 head_of(struct ring *ring)
{
	return smp_load_acquire(&ring->header->head);
}

static void run(struct ring *ring)
{
	u32 period = READ_ONCE(ring->period);

	if (period)
		hrtimer_start(&ring->timer, ns_to_ktime((u64)period * NSEC_PER_USEC), HRTIMER_MODE_REL);
}

static enum hrtimer_restart tick(struct hrtimer *timer)
{
	struct ring *ring = container_of(timer, struct ring, timer);
	u32 number = ring->header->head, period = READ_ONCE(ring->period);
	struct ring_record *record = &ring->records[number % SLOTS];

	if (READ_ONCE(ring->removed) || !period)
		return HRTIMER_NORESTART;
	record->time_ns = ktime_get_ns();
	record->number = number;
	record->ring = ring->number;
	smp_store_release(&ring->header->head, number + 1);
	wake_up_all(&ring->readers);
	hrtimer_forward_now(timer, ns_to_ktime((u64)period * NSEC_PER_USEC));
	return HRTIMER_RESTART;
}

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
	if (mutex_lock_interruptible(&open->lock))
		return -ERESTARTSYS;
	while (open->next == head_of(ring)) {
		mutex_unlock(&open->lock);
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (wait_event_interruptible(ring->readers, READ_ONCE(open->next) != head_of(ring) ||
								    READ_ONCE(ring->removed)))
			return -ERESTARTSYS;
		if (READ_ONCE(ring->removed))
			return -ENODEV;
		if (mutex_lock_interruptible(&open->lock))
			return -ERESTARTSYS;
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

static const struct file_operations ring_operations = {
	.owner = THIS_MODULE,
	.open = ring_open,
	.release = ring_release,
	.read = ring_read,
	.poll = ring_poll,
	.mmap = ring_mmap,
};

static ssize_t period_us_show(struct device *dev, struct device_attribute *attribute, char *page)
{
	return sysfs_emit(page, "%u\n", READ_ONCE(container_of(dev, struct ring, dev)->period));
}

static ssize_t period_us_store(struct device *dev, struct device_attribute *attribute, const char *text,
			       size_t size)
{
	struct ring *ring = container_of(dev, struct ring, dev);
	u32 period;
	int error = kstrtou32(text, 0, &period);

	if (error)
		return error;
	if (!possible(period))
		return -ERANGE;
	WRITE_ONCE(ring->period, period);
	run(ring);
	return size;
}
static DEVICE_ATTR_RW(period_us);
static struct attribute *ring_attrs[] = {&dev_attr_period_us.attr, NULL};
ATTRIBUTE_GROUPS(ring);

static void ring_free(struct device *dev)
{
	struct ring *ring = container_of(dev, struct ring, dev);

	hrtimer_cancel(&ring->timer);
	vfree(ring->memory);
	kfree(ring);
}

static char *ring_node(const struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = 0444;
	return NULL;
}

static int missed_get(void *data, u64 *value)
{
	*value = atomic64_read(data);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(missed_ops, missed_get, NULL, "%llu\n");

static void ring_remove(struct ring *ring)
{
	WRITE_ONCE(ring->removed, true);
	wake_up_all(&ring->readers);
	debugfs_remove(ring->debug);
	cdev_device_del(&ring->cdev, &ring->dev);
	put_device(&ring->dev);
}

static int ring_add(u32 number)
{
	struct ring *ring = kzalloc(sizeof(*ring), GFP_KERNEL);
	int error;

	if (!ring)
		return -ENOMEM;
	ring->memory = vmalloc_user(BUFFER_SIZE);
	if (!ring->memory) {
		kfree(ring);
		return -ENOMEM;
	}
	ring->header = ring->memory;
	ring->records = ring->memory + PAGE_SIZE;
	*ring->header =
		(struct ring_header){.slots = SLOTS, .records_offset = PAGE_SIZE, .size = BUFFER_SIZE};
	ring->number = number;
	ring->period = period_us;
	init_waitqueue_head(&ring->readers);
	hrtimer_init(&ring->timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	ring->timer.function = tick;
	device_initialize(&ring->dev);
	ring->dev.class = ring_class;
	ring->dev.groups = ring_groups;
	ring->dev.release = ring_free;
	ring->dev.devt = first + number;
	error = dev_set_name(&ring->dev, "ring%u", number);
	if (error)
		goto put;
	cdev_init(&ring->cdev, &ring_operations);
	ring->cdev.owner = THIS_MODULE;
	error = cdev_device_add(&ring->cdev, &ring->dev);
	if (error)
		goto put;
	ring->debug = debugfs_create_dir(dev_name(&ring->dev), NULL);
	debugfs_create_u32("samples", 0444, ring->debug, &ring->header->head);
	debugfs_create_file_unsafe("missed", 0444, ring->debug, &ring->missed, &missed_ops);
	rings[number] = ring;
	run(ring);
	return 0;
put:
	put_device(&ring->dev);
	return error;
}

static void remove_all(void)
{
	u32 number;

	for (number = MOST_DEVICES; number-- > 0;)
		if (rings[number])
			ring_remove(rings[number]);
	unregister_chrdev_region(first, MOST_DEVICES);
	class_destroy(ring_class);
}

static int __init ring_init(void)
{
	u32 number;
	int error;

	ring_class = class_create("ring");
	if (IS_ERR(ring_class))
		return PTR_ERR(ring_class);
	ring_class->devnode = ring_node;
	error = alloc_chrdev_region(&first, 0, MOST_DEVICES, "ring");
	if (error) {
		class_destroy(ring_class);
		return error;
	}
	for (number = 0; number < devices; ++number) {
		error = ring_add(number);
		if (error) {
			remove_all();
			return error;
		}
	}
	return 0;
}

static void __exit ring_exit(void)
{
	remove_all();
}

module_init(ring_init);
module_exit(ring_exit);
MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("The twin of ring in C");
