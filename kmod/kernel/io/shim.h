/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_IO_SHIM_H
#define KERNEL_IO_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
/* Both sleep. NULL: no room, no memory of a device. (What is mapped is __iomem to the kernel; C++ only hands it on.) */
void *shim_ioremap(u64 address, size_t size);
void shim_iounmap(void *mapped);

/* Of what is mapped; little-endian. */
u8 shim_readb(const void *place);
u16 shim_readw(const void *place);
u32 shim_readl(const void *place);
u64 shim_readq(const void *place);
void shim_writeb(u8 value, void *place);
void shim_writew(u16 value, void *place);
void shim_writel(u32 value, void *place);
void shim_writeq(u64 value, void *place);
SHIMS_END

#endif
