// SPDX-License-Identifier: GPL-2.0-only
#include <linux/sysfs.h>

/* 6.14 and later. */
PROBE(VISIBLE_CONST_BIN_ATTRIBUTE)
_Static_assert(__builtin_types_compatible_p(typeof(((struct attribute_group *)0)->is_bin_visible),
					    umode_t (*)(struct kobject *, const struct bin_attribute *, int)),
	       "of a binary attribute that may change");

/* 6.16 and later. */
PROBE(CONST_BIN_ATTRIBUTE)
_Static_assert(__builtin_types_compatible_p(typeof(((struct bin_attribute *)0)->read),
					    ssize_t (*)(struct file *, struct kobject *,
							const struct bin_attribute *, char *, loff_t,
							size_t)),
	       "of a binary attribute that may change");
