// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/printk.h> and <linux/dynamic_debug.h>. */
#include <linux/printk.h>

#include "kernel/log/shim.h"

#ifdef printk
SAME_TYPE_AS(_printk, printk);
#else
SAME_TYPE(printk);
#endif

SHIM(SHIM_ASMLINKAGE SHIM_PRINTF(1, 2) int, printk, const char *format, ...)
{
	va_list values;
	int written;

	va_start(values, format);
	written = vprintk(format, values);
	va_end(values);
	return written;
}

#ifdef CONFIG_DYNAMIC_DEBUG
SAME_TYPE_AS(__dynamic_pr_debug, dynamic_pr_debug);
#ifdef __dynamic_dump_stack
SHIM(__attribute__((cold)) void, dynamic_dump_stack, struct _ddebug *site)
{
	__dynamic_dump_stack((*site));
}
#endif
#endif
