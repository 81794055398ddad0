// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/device.h>. */
#include <linux/device.h>
#include <linux/kobject.h>

#include "kernel/device/operations.h"
#include "kernel/device/shim.h"

/* (Here and not in layout.c, which has no probes.) */
#define DEVICE_TYPE_OPERATION_TYPE(operation, result, ...)                                                   \
	_Static_assert(__builtin_types_compatible_p(typeof(((struct device_type *)0)->operation),            \
						    result(*)(__VA_ARGS__)),                                 \
		       "struct device_type: ." #operation " has another type on this kernel");
KERNEL_DEVICE_TYPE_OPERATIONS(DEVICE_TYPE_OPERATION_TYPE)

SAME_TYPE(device_add);
SAME_TYPE(device_del);
SAME_TYPE(put_device);

SHIM(void *, class_create, const char *name)
{
#if KERNEL_HAS_CLASS_CREATE_OF_NAME
	return class_create(name);
#else
	return class_create(THIS_MODULE, name);
#endif
}

SHIM(void, class_destroy, void *class_of_devices)
{
	class_destroy(class_of_devices);
}

SHIM(void, device_initialize, struct device *device, void *class_of_devices, const void *type,
     const void *groups, void *data, unsigned int number)
{
	device_initialize(device);
	device->class = class_of_devices;
	device->type = type;
	device->groups = (const struct attribute_group **)groups;
	device->devt = number;
	dev_set_drvdata(device, data);
}

SHIM(int, dev_set_name, struct device *device, const char *name)
{
	return dev_set_name(device, "%s", name);
}

SHIM(const char *, dev_name, const struct device *device)
{
	return dev_name(device);
}

SHIM(SHIM_PRINTF(3, 4) void, dev_printk, const char *level, const struct device *device, const char *format,
     ...)
{
	struct va_format line = {.fmt = format};
	va_list values;

	va_start(values, format);
	line.va = &values;
	dev_printk(level, device, "%pV", &line);
	va_end(values);
}

SHIM(int, add_uevent_var, struct kobj_uevent_env *env, const char *key, const char *value, int size)
{
	return add_uevent_var(env, "%s=%.*s", key, size, value);
}

SHIM(int, kobject_uevent_change, struct device *device)
{
	return kobject_uevent(&device->kobj, KOBJ_CHANGE);
}
