// SPDX-License-Identifier: GPL-2.0-only
#include <linux/device.h>

NEEDS("CLASS_CREATE_OF_NAME|CLASS_CREATE_OF_OWNER", "to create a class of devices")

/* 6.4 and later. */
PROBE(CLASS_CREATE_OF_NAME)
static inline struct class *__maybe_unused has_class_create_of_name(void)
{
	return class_create("name");
}

/* Before 6.4. */
PROBE(CLASS_CREATE_OF_OWNER)
static inline struct class *__maybe_unused has_class_create_of_owner(void)
{
	return class_create(NULL, "name");
}

/* 6.2 and later. */
PROBE(DEVNODE_OF_CONST_DEVICE)
_Static_assert(__builtin_types_compatible_p(typeof(((struct device_type *)0)->devnode),
					    char *(*)(const struct device *, umode_t *, kuid_t *, kgid_t *)),
	       "of a device that may change");

/* 6.3 and later. */
PROBE(UEVENT_OF_CONST_DEVICE)
_Static_assert(__builtin_types_compatible_p(typeof(((struct device_type *)0)->uevent),
					    int (*)(const struct device *, struct kobj_uevent_env *)),
	       "of a device that may change");
