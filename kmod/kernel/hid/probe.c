// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hid.h>

CONFIG(HID, "to drive HID devices")

/* 6.12 and later; before, what it returned was not const. */
PROBE(HID_FIXUP_TO_CONST)
_Static_assert(__builtin_types_compatible_p(typeof(((struct hid_driver *)0)->report_fixup),
					    const __u8 *(*)(struct hid_device *, __u8 *, unsigned int *)),
	       "of another type");
