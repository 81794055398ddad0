// SPDX-License-Identifier: GPL-2.0-only
#include <linux/percpu.h>

LAYOUTS(percpu)
{
	DEFINE(LAYOUT_PCPU_MIN_UNIT_SIZE, PCPU_MIN_UNIT_SIZE);
}
