// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/printk.h> and <linux/dynamic_debug.h>. */
#include <linux/printk.h>

#include "kernel/log/shim.h"

SHIM(SHIM_PRINTF(1, 2) void, printk, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	vprintk(format, values);
	va_end(values);
}

SHIM(SHIM_PRINTF(2, 3) void, dynamic_pr_debug, struct _ddebug *site, const char *format, ...)
{
#ifdef CONFIG_DYNAMIC_DEBUG
	struct va_format line = {.fmt = format};
	va_list values;

	va_start(values, format);
	line.va = &values;
	__dynamic_pr_debug(site, "%pV", &line);
	va_end(values);
#ifdef __dynamic_dump_stack
	__dynamic_dump_stack((*site));
#endif
#endif
}
