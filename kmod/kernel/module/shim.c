// SPDX-License-Identifier: GPL-2.0-only
/* What the module is for the kernel: modinfo, module_init and module_exit. */
#include <linux/init.h>
#include <linux/module.h>

#include "kernel/module/shim.h"

#define KERNEL_MODULE(class, license, author, description, version)                                          \
	MODULE_LICENSE(license);                                                                             \
	MODULE_AUTHOR(author);                                                                               \
	MODULE_DESCRIPTION(description);                                                                     \
	MODULE_VERSION(version);
#define ALIAS(name) MODULE_ALIAS(name);
#include "kernel/module/declarations.h"

/* Defined in C: an init_module that C++ defines is no valid target of the kernel's indirect call under kCFI. */
static int __init layer_init(void)
{
#define KERNEL_TELL(what) pr_notice("without " what ": no way to it is known on this kernel\n");
	KERNEL_LACKS(KERNEL_TELL)
#ifdef KERNEL_EVENTS
	if (!IS_ENABLED(CONFIG_EVENT_TRACING))
		pr_notice("without tracepoints: this kernel is built without them\n");
#endif
	return entry_init();
}

static void __exit layer_exit(void)
{
	entry_exit();
}

module_init(layer_init);
module_exit(layer_exit);
