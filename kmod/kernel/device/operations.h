/* SPDX-License-Identifier: GPL-2.0-only */
/* Members of struct device_type: as kernel/file/operations.h. (kernel/probes.h comes before it.) */
#if KERNEL_HAS_UEVENT_OF_CONST_DEVICE
#define KERNEL_UEVENT_DEVICE const struct device
#else
#define KERNEL_UEVENT_DEVICE struct device
#endif
#if KERNEL_HAS_DEVNODE_OF_CONST_DEVICE
#define KERNEL_DEVNODE_DEVICE const struct device
#else
#define KERNEL_DEVNODE_DEVICE struct device
#endif

#define KERNEL_DEVICE_TYPE_OPERATIONS(X)                                                                     \
	X(uevent, int, KERNEL_UEVENT_DEVICE *, struct kobj_uevent_env *)                                     \
	X(devnode, char *, KERNEL_DEVNODE_DEVICE *, unsigned short *, kuid_t *, kgid_t *)                    \
	X(release, void, struct device *)
