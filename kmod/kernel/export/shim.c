// SPDX-License-Identifier: GPL-2.0-only
/* The exports of what the module's C++ defines. (In C, whose prototypes the kernel makes checksums of.) */
#include <linux/export.h>
#include <linux/types.h>

#define EXPORTED(result, name, ...)                                                                          \
	result name(__VA_ARGS__);                                                                            \
	EXPORT_SYMBOL_GPL(name);
#ifdef KERNEL_EXPORTS
#include KERNEL_EXPORTS
#endif
