// SPDX-License-Identifier: GPL-2.0-only
/* The twin of kmod/drivers/ring: the same driver as it is written in C, for kernels 6.4 to 6.12. Built in a folder of its own, as ring.ko. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/debugfs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "twin.h"

#define MOST_DEVICES 16
#define BUFFER_SIZE (PAGE_SIZE + PAGE_ALIGN(SLOTS * sizeof(struct ring_record)))

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
