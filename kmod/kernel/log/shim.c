// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/printk.h> and <linux/dynamic_debug.h>. */
#include <linux/printk.h>

#include "kernel/log/shim.h"

/* The text is made by C++, as an argument. */
SHIM(void, printk, const char *level, struct kernel_log_line *line)
{
	printk("%s" pr_fmt("%s\n"), level, entry_format_log_line(line));
}

SHIM(void, dynamic_pr_debug, struct _ddebug *site, struct kernel_log_line *line)
{
#ifdef CONFIG_DYNAMIC_DEBUG
	__dynamic_pr_debug(site, pr_fmt("%s\n"), entry_format_log_line(line));
#ifdef __dynamic_dump_stack
	__dynamic_dump_stack((*site));
#endif
#endif
}
