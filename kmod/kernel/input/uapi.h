/* SPDX-License-Identifier: GPL-2.0-only */
/* What user space sees of input devices, too: KEY_*, BTN_*, REL_*, ABS_*. */
#include <linux/input-event-codes.h>
