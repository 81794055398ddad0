// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/io.h>. */
#include <linux/io.h>

#include "kernel/io/shim.h"

SHIM(void *, ioremap, u64 address, size_t size)
{
	return (__force void *)ioremap(address, size);
}

SHIM(void, iounmap, void *mapped)
{
	iounmap((void __force __iomem *)mapped);
}

SHIM(u8, readb, const void *place)
{
	return readb((const void __force __iomem *)place);
}

SHIM(u16, readw, const void *place)
{
	return readw((const void __force __iomem *)place);
}

SHIM(u32, readl, const void *place)
{
	return readl((const void __force __iomem *)place);
}

SHIM(void, writeb, u8 value, void *place)
{
	writeb(value, (void __force __iomem *)place);
}

SHIM(void, writew, u16 value, void *place)
{
	writew(value, (void __force __iomem *)place);
}

SHIM(void, writel, u32 value, void *place)
{
	writel(value, (void __force __iomem *)place);
}

#ifdef readq
SHIM(u64, readq, const void *place)
{
	return readq((const void __force __iomem *)place);
}

SHIM(void, writeq, u64 value, void *place)
{
	writeq(value, (void __force __iomem *)place);
}
#endif
