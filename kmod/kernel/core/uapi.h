/* SPDX-License-Identifier: GPL-2.0-only */
/* All that C++ sees of the kernel's headers, but for a facility's own uapi.h: types and error numbers, as user space sees them. */
#include <asm/errno.h>
#include <linux/types.h>
