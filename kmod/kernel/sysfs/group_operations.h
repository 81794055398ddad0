/* SPDX-License-Identifier: GPL-2.0-only */
/* Members of struct attribute_group and bin_attribute: as kernel/file/operations.h. (kernel/probes.h comes before it.) */
#if KERNEL_HAS_VISIBLE_CONST_BIN_ATTRIBUTE
#define KERNEL_VISIBLE_BIN_ATTRIBUTE const struct bin_attribute
#else
#define KERNEL_VISIBLE_BIN_ATTRIBUTE struct bin_attribute
#endif
#define KERNEL_ATTRIBUTE_GROUP_OPERATIONS(X)                                                                 \
	X(is_visible, unsigned short, struct kobject *, struct attribute *, int)                             \
	X(is_bin_visible, unsigned short, struct kobject *, KERNEL_VISIBLE_BIN_ATTRIBUTE *, int)

#if KERNEL_HAS_CONST_BIN_ATTRIBUTE
#define KERNEL_BIN_ATTRIBUTE const struct bin_attribute
#else
#define KERNEL_BIN_ATTRIBUTE struct bin_attribute
#endif
#define KERNEL_BIN_ATTRIBUTE_OPERATIONS(X)                                                                   \
	X(read, ssize_t, struct file *, struct kobject *, KERNEL_BIN_ATTRIBUTE *, char *, loff_t, size_t)    \
	X(write, ssize_t, struct file *, struct kobject *, KERNEL_BIN_ATTRIBUTE *, char *, loff_t, size_t)
