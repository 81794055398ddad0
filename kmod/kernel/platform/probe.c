// SPDX-License-Identifier: GPL-2.0-only
#include <linux/platform_device.h>

/* 6.11 and later; before, it returned a number that nobody heeded. */
PROBE(PLATFORM_REMOVE_OF_VOID)
_Static_assert(__builtin_types_compatible_p(typeof(((struct platform_driver *)0)->remove),
					    void (*)(struct platform_device *)),
	       "returns a number");
