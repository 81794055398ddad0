/* SPDX-License-Identifier: GPL-2.0-only */
/* Members of struct dev_pm_ops: as kernel/file/operations.h. */
#define KERNEL_DEV_PM_OPERATIONS(X)                                                                          \
	X(suspend, int, struct device *)                                                                     \
	X(resume, int, struct device *)                                                                      \
	X(freeze, int, struct device *)                                                                      \
	X(thaw, int, struct device *)                                                                        \
	X(poweroff, int, struct device *)                                                                    \
	X(restore, int, struct device *)
