// SPDX-License-Identifier: GPL-2.0-only
#include <linux/io.h>

LAYOUTS(io)
{
#ifdef readq
	DEFINE(LAYOUT_READQ, 1);
#else
	DEFINE(LAYOUT_READQ, 0);
#endif
}
