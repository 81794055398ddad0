/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/* The commands of /dev/fifo0, /dev/fifo1, ..., for C and C++. */
#ifndef FIFO_UAPI_H
#define FIFO_UAPI_H

#include <linux/ioctl.h>
#include <linux/types.h>

/* Stores how many bytes this open file has read. EFAULT: a bad pointer; other commands: ENOTTY. */
#define FIFO_IOC_BYTES_READ _IOR('f', 0, __u64)

#endif
