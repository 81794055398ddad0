/* SPDX-License-Identifier: GPL-2.0-only */
/* All that C++ sees of the kernel's headers: the types and error numbers that user space sees, too. */
#include <asm/errno.h>
#include <linux/types.h>
