// SPDX-License-Identifier: GPL-2.0-only
#include <linux/printk.h>

#ifdef CONFIG_DYNAMIC_DEBUG
/*
 * The bit fields of a site lie in the word behind its format. Where in it no operator says; but the compiler knows at compile time
 * what that word is when one of them is set (zero, if they lay elsewhere: C++ looks).
 */
#define DDEBUG_BITS (offsetof(struct _ddebug, format) + sizeof(char *))
union ddebug_words {
	struct _ddebug site;
	u32 words[sizeof(struct _ddebug) / sizeof(u32)];
};
#define DDEBUG_WITH(field, value)                                                                            \
	(((union ddebug_words){.site = {.field = value}}).words[DDEBUG_BITS / sizeof(u32)])
#endif

LAYOUTS(log)
{
	/* (Since Linux 5.15 printk is a macro around _printk.) */
#ifdef printk
	FUNCTION(_printk, IS_ENABLED(CONFIG_PRINTK));
#else
	FUNCTION(_printk, false);
#endif
	FUNCTION(printk, IS_ENABLED(CONFIG_PRINTK));
#ifdef CONFIG_DYNAMIC_DEBUG
	DEFINE(LAYOUT_DYNAMIC_DEBUG, 1);
	DEFINE(LAYOUT_DDEBUG_SIZE, sizeof(struct _ddebug));
	DEFINE(LAYOUT_DDEBUG_modname, offsetof(struct _ddebug, modname));
	DEFINE(LAYOUT_DDEBUG_function, offsetof(struct _ddebug, function));
	DEFINE(LAYOUT_DDEBUG_filename, offsetof(struct _ddebug, filename));
	DEFINE(LAYOUT_DDEBUG_format, offsetof(struct _ddebug, format));
	DEFINE(LAYOUT_DDEBUG_BITS, DDEBUG_BITS);
	DEFINE(LAYOUT_DDEBUG_LINE_1, DDEBUG_WITH(lineno, 1));
#ifdef _DPRINTK_CLASS_DFLT
	DEFINE(LAYOUT_DDEBUG_CLASS, DDEBUG_WITH(class_id, _DPRINTK_CLASS_DFLT));
#else
	DEFINE(LAYOUT_DDEBUG_CLASS, 0);
#endif
#ifdef __dynamic_dump_stack
	DEFINE(LAYOUT_DDEBUG_STACK, 1);
#else
	DEFINE(LAYOUT_DDEBUG_STACK, 0);
#endif
	DEFINE(LAYOUT_DDEBUG_PRINT, DDEBUG_WITH(flags, _DPRINTK_FLAGS_PRINT));
#else
	DEFINE(LAYOUT_DYNAMIC_DEBUG, 0);
#endif
}
