// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/printk.h> and <linux/bug.h>. */
#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/init.h>
#include <linux/printk.h>

/* The text is made by C++, as an argument. */
void shim_printk(const char *level, struct kernel_log_line *line)
{
	printk("%s" pr_fmt("%s\n"), level, entry_format_log_line(line));
}

/*
 * pr_debug (one site a module, `dyndbg=+p`; the text is made only where it is wanted), and where it is counted how many want it:
 * dynamic debug has a static key at each site, which C++ looks at without a call. Where there is none, and until layer_init has
 * found it, the answer is yes: then pr_debug itself decides.
 */
static const int layer_debug_perhaps = 1;
const int *shim_pr_debug_wanted __ro_after_init = &layer_debug_perhaps;

static __always_inline const int *layer_debug(struct kernel_log_line *line)
{
#if defined(CONFIG_DYNAMIC_DEBUG) && defined(CONFIG_JUMP_LABEL)
	DEFINE_DYNAMIC_DEBUG_METADATA(site, "%s\n");

	if (line && DYNAMIC_DEBUG_BRANCH(site)) {
		__dynamic_pr_debug(&site, pr_fmt("%s\n"), entry_format_log_line(line));
#ifdef __dynamic_dump_stack
		__dynamic_dump_stack(site);
#endif
	}
	return &site.key.dd_key_false.key.enabled.counter;
#else
	if (line)
		pr_debug("%s\n", entry_format_log_line(line));
	return &layer_debug_perhaps;
#endif
}

void shim_pr_debug(struct kernel_log_line *line)
{
	layer_debug(line);
}

static void __init layer_find_debug(void)
{
	shim_pr_debug_wanted = layer_debug(NULL);
}

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
