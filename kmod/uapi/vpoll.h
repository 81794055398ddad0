/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The commands of /dev/vpoll, for C and C++. Each open file has events of its own, those of epoll_ctl(2), which poll, select and epoll
 * see; none when it is opened. The argument of a command is the events themselves; bits from 28 on are left out, as epoll_ctl has flags
 * there. Each command returns the events that the file has after it. Other commands: EINVAL.
 */
#ifndef VPOLL_UAPI_H
#define VPOLL_UAPI_H

#include <linux/ioctl.h>

#define VPOLL_IO_ADDEVENTS _IO('^', 1)
#define VPOLL_IO_DELEVENTS _IO('^', 2)
#define VPOLL_IO_SETEVENTS _IO('^', 3)

#endif
