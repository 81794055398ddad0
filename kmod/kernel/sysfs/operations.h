/* SPDX-License-Identifier: GPL-2.0-only */
/* Members of struct device_attribute: as kernel/file/operations.h. */
#define KERNEL_DEVICE_ATTRIBUTE_OPERATIONS(X)                                                                \
	X(show, ssize_t, struct device *, struct device_attribute *, char *)                                 \
	X(store, ssize_t, struct device *, struct device_attribute *, const char *, size_t)
