// SPDX-License-Identifier: GPL-2.0-only
/* The module: parameters, sysfs, load and unload. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "number.h"

struct twin *twin;

/* The parameters' values while there is no device. */
static s64 number_without_device = 2023;
static s64 unpinned_without_device = 3202;

static s64 twin_unpinned(void)
{
	s64 number;

	mutex_lock(&twin->unpinned_lock);
	number = twin->unpinned;
	mutex_unlock(&twin->unpinned_lock);
	return number;
}

static void twin_set_unpinned(s64 number)
{
	mutex_lock(&twin->unpinned_lock);
	twin->unpinned = number;
	pr_debug("Updated Rusty Number @ 0x%p to %lld\n", &twin->unpinned, number);
	mutex_unlock(&twin->unpinned_lock);
}

/* (No text: `modprobe ctwin number`, without a value.) */
static int twin_parse_parameter(const char *text, s64 *number)
{
	return text ? twin_parse(text, strlen(text), number) : -EINVAL;
}

static int number_set(const char *text, const struct kernel_param *param)
{
	s64 number;
	int error = twin_parse_parameter(text, &number);

	if (error)
		return error;
	if (twin)
		twin_exchange(twin, number);
	else
		number_without_device = number;
	return 0;
}

static int number_get(char *page, const struct kernel_param *param)
{
	return sysfs_emit(page, "%lld\n", twin ? twin_snapshot(twin).number : number_without_device);
}

static int unpinned_set(const char *text, const struct kernel_param *param)
{
	s64 number;
	int error = twin_parse_parameter(text, &number);

	if (error)
		return error;
	if (twin)
		twin_set_unpinned(number);
	else
		unpinned_without_device = number;
	return 0;
}

static int unpinned_get(char *page, const struct kernel_param *param)
{
	return sysfs_emit(page, "%lld\n", twin ? twin_unpinned() : unpinned_without_device);
}

static const struct kernel_param_ops number_ops = {.set = number_set, .get = number_get};
module_param_cb(number, &number_ops, NULL, 0644);
__MODULE_PARM_TYPE(number, "long long");
MODULE_PARM_DESC(number, "the number (default 2023); a write while loaded is a store to the device");

static const struct kernel_param_ops unpinned_ops = {.set = unpinned_set, .get = unpinned_get};
module_param_cb(unpinned_number, &unpinned_ops, NULL, 0644);
__MODULE_PARM_TYPE(unpinned_number, "long long");
MODULE_PARM_DESC(unpinned_number, "the number that moved when it was made (default 3202)");

static int numbers[16] = {72, 108, 200};
static unsigned int numbers_count = 3;
module_param_array(numbers, int, &numbers_count, 0444);
MODULE_PARM_DESC(numbers, "1 to 16 numbers, logged when the module is unloaded (default 72,108,200)");

static ssize_t number_show(struct device *device, struct device_attribute *attribute, char *page)
{
	return sysfs_emit(page, "%lld\n", twin_snapshot(twin).number);
}

static ssize_t number_store(struct device *device, struct device_attribute *attribute, const char *text,
			    size_t size)
{
	return twin_store_text(text, size);
}
static DEVICE_ATTR_RW(number);

static ssize_t unpinned_number_show(struct device *device, struct device_attribute *attribute, char *page)
{
	return sysfs_emit(page, "%lld\n", twin_unpinned());
}

static ssize_t unpinned_number_store(struct device *device, struct device_attribute *attribute,
				     const char *text, size_t size)
{
	s64 number;
	int error = twin_parse(text, size, &number);

	if (error)
		return error;
	twin_set_unpinned(number);
	return size;
}
static DEVICE_ATTR_RW(unpinned_number);

static ssize_t numbers_show(struct device *device, struct device_attribute *attribute, char *page)
{
	int length = 0;

	for (unsigned int i = 0; i < numbers_count; i++)
		length += sysfs_emit_at(page, length, "%s%d", i ? "," : "", numbers[i]);
	return length + sysfs_emit_at(page, length, "\n");
}
static DEVICE_ATTR_RO(numbers);

static ssize_t generation_show(struct device *device, struct device_attribute *attribute, char *page)
{
	return sysfs_emit(page, "%llu\n", twin_snapshot(twin).generation);
}
static DEVICE_ATTR_RO(generation);

static struct attribute *twin_attrs[] = {
	&dev_attr_number.attr,
	&dev_attr_unpinned_number.attr,
	&dev_attr_numbers.attr,
	&dev_attr_generation.attr,
	NULL,
};
ATTRIBUTE_GROUPS(twin);

struct miscdevice twin_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = KBUILD_MODNAME,
	.mode = 0664,
	.fops = &twin_file_operations,
	.groups = twin_groups,
};

static void tell_of_beginning(const s64 *moved_from)
{
	const s64 *pinned = &twin->shown->number;

	pr_info("PASS! cpp_oft_pinned_data.rusty_number %lld @0x%p is pinned!\n", *pinned, pinned);
	pr_info("cpp_oft_pinned_data.rusty_number @0x%p is initially: %lld\n", pinned, *pinned);
	pr_info("%s cpp_oft_unpinned_data.rusty_number %lld @0x%p is moved to unpinned_rusty_number_moved "
		"@0x%p!\n",
		&twin->unpinned != moved_from ? "PASS!" : "FAIL!", twin->unpinned, moved_from,
		&twin->unpinned);
	pr_info("cpp_oft_unpinned_data.rusty_number @0x%p is initially: %lld\n", &twin->unpinned,
		twin->unpinned);
}

static void tell_of_end(void)
{
	char list[16 * 13 + 1];
	int length = 0;

	for (unsigned int i = 0; i < numbers_count; i++)
		length += scnprintf(list + length, sizeof(list) - length, "%s%d", i ? ", " : "", numbers[i]);
	pr_info("My numbers are [%s]\n", list);
	pr_info("My pinned number is %lld\n", twin_snapshot(twin).number);
	pr_info("My unpinned number is %lld\n", twin_unpinned());
	pr_info("C++ out-of-tree sample (exit)\n");
}

static int __init twin_init(void)
{
	struct twin *made;
	s64 unpinned;
	int error;

	pr_info("C++ out-of-tree sample (init)\n");
	made = kzalloc(sizeof(*made), GFP_KERNEL);
	if (!made)
		return -ENOMEM;
	made->page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!made->page) {
		error = -ENOMEM;
		goto free;
	}
	made->shown = page_address(made->page);
	made->shown->abi = RUSTY_ABI_VERSION;
	raw_spin_lock_init(&made->lock);
	init_waitqueue_head(&made->waiters);
	mutex_init(&made->unpinned_lock);

	kernel_param_lock(THIS_MODULE);
	unpinned = unpinned_without_device;
	made->shown->number = number_without_device;
	made->unpinned = unpinned;
	twin = made;
	kernel_param_unlock(THIS_MODULE);
	tell_of_beginning(&unpinned);

	error = misc_register(&twin_misc);
	if (error) {
		pr_err("/dev/" KBUILD_MODNAME " cannot be made: error %d\n", error);
		goto put;
	}
	return 0;

put:
	kernel_param_lock(THIS_MODULE);
	twin = NULL;
	kernel_param_unlock(THIS_MODULE);
	put_page(made->page);
free:
	kfree(made);
	return error;
}

static void __exit twin_exit(void)
{
	struct twin *gone = twin;

	misc_deregister(&twin_misc);
	tell_of_end();
	kernel_param_lock(THIS_MODULE);
	number_without_device = twin_snapshot(twin).number;
	unpinned_without_device = twin_unpinned();
	twin = NULL;
	kernel_param_unlock(THIS_MODULE);
	put_page(gone->page);
	kfree(gone);
}

module_init(twin_init);
module_exit(twin_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The rusty developers");
MODULE_DESCRIPTION("One number, kept in the kernel: the twin of rusty, in C");
MODULE_VERSION("0.1.0");
