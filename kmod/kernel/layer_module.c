// SPDX-License-Identifier: GPL-2.0-only
/* What the module declares, in the words that only C has for it. */
#include <linux/cache.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/stringify.h>

#if KERNEL_HAS_COPY_SPLICE_READ
#define kernel_splice_read copy_splice_read
#elif KERNEL_HAS_GENERIC_FILE_SPLICE_READ
#define kernel_splice_read generic_file_splice_read
#else
#define kernel_splice_read NULL
#endif

/* modinfo. */
#define KERNEL_MODULE(class, license, author, description, version)                                          \
	MODULE_LICENSE(license);                                                                             \
	MODULE_AUTHOR(author);                                                                               \
	MODULE_DESCRIPTION(description);                                                                     \
	MODULE_VERSION(version);
#define PARAMETER(name, type, mode, description)                                                             \
	static const struct kernel_param_ops layer_parameter_##name = {                                      \
		.set = entry_parameter_set_##name,                                                           \
		.get = entry_parameter_get_##name,                                                           \
	};                                                                                                   \
	module_param_cb(name, &layer_parameter_##name, NULL, mode);                                          \
	__MODULE_PARM_TYPE(name, type);                                                                      \
	MODULE_PARM_DESC(name, description);
#include "declarations.h"

/* file_operations: const, straight at the C++ entry points, and always owned: a module in use cannot be
 * unloaded. */
#define FILE_OPERATION(operation) .operation = entry_##operation,
#define FILE_OPERATION_OF_KERNEL(operation, function) .operation = function,
static const struct file_operations layer_file_operations = {
	.owner = THIS_MODULE,
#include "declarations.h"
};

#define VM_OPERATION(operation) .operation = entry_##operation,
static const struct vm_operations_struct layer_vm_operations = {
#include "declarations.h"
};

/* sysfs files of the misc device: functions, then the list of them. sysfs takes no const ones everywhere; so they are closed
 * to writing once init has run, as function pointers should be. */
#define DEVICE_ATTRIBUTE_RO(name)                                                                            \
	static struct device_attribute dev_attr_##name __ro_after_init =                                     \
		__ATTR(name, 0444, entry_attribute_show_##name, NULL);
#define DEVICE_ATTRIBUTE_RW(name)                                                                            \
	static struct device_attribute dev_attr_##name __ro_after_init =                                     \
		__ATTR(name, 0644, entry_attribute_show_##name, entry_attribute_store_##name);
#include "declarations.h"

#define DEVICE_ATTRIBUTE_RO(name) &dev_attr_##name.attr,
#define DEVICE_ATTRIBUTE_RW(name) &dev_attr_##name.attr,
static struct attribute *layer_attributes[] __ro_after_init = {
#include "declarations.h"
	NULL,
};

static const struct attribute_group layer_attribute_group = {
	.attrs = layer_attributes,
};

static const struct attribute_group *layer_attribute_groups[] __ro_after_init = {
	&layer_attribute_group,
	NULL,
};

/* Defined in C: an init_module that C++ defines is no valid target of the kernel's indirect call under kCFI.
 */
static int __init layer_init(void)
{
	layer_find_debug();
#define KERNEL_TELL(what) pr_notice("without " what ": no way to it is known on this kernel\n");
	KERNEL_LACKS(KERNEL_TELL)
#ifdef KERNEL_EVENTS
	if (!IS_ENABLED(CONFIG_EVENT_TRACING))
		pr_notice("without tracepoints: this kernel is built without them\n");
#endif
	return entry_init();
}

static void __exit layer_exit(void)
{
	entry_exit();
}

module_init(layer_init);
module_exit(layer_exit);
