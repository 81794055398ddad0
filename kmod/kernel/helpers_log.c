// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/printk.h> and <linux/bug.h>. */
#include <linux/bug.h>
#include <linux/printk.h>

/*
 * The text is made by C++, as an argument: pr_debug evaluates it only where dynamic debug has this site
 * enabled (one site a module, `dyndbg=+p`).
 */
#define SHIM_PR(level)                                                                                       \
	void shim_pr_##level(struct kernel_log_line *line)                                                   \
	{                                                                                                    \
		pr_##level("%s\n", entry_format_log_line(line));                                             \
	}

SHIM_PR(emerg)
SHIM_PR(alert)
SHIM_PR(crit)
SHIM_PR(err)
SHIM_PR(warn)
SHIM_PR(notice)
SHIM_PR(info)
SHIM_PR(debug)

int shim_scnprintf_pointer(char *to, size_t size, const void *pointer)
{
	return scnprintf(to, size, "0x%p", pointer);
}

void shim_warn(const char *what)
{
	WARN(1, KBUILD_MODNAME ": %s\n", what);
}

void shim_bug(void)
{
	BUG();
}
