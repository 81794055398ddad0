// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/kernel.h>: what printf's formats alone can do. */
#include <linux/kernel.h>

#include "kernel/format/shim.h"

SHIM(int, scnprintf_pointer, char *to, size_t size, const void *pointer)
{
	return scnprintf(to, size, "0x%p", pointer);
}
