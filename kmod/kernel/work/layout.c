// SPDX-License-Identifier: GPL-2.0-only
#include <linux/workqueue.h>

LAYOUTS(work)
{
	TYPE(WORK_STRUCT, struct work_struct);
	TYPE(DELAYED_WORK, struct delayed_work);
	DEFINE(LAYOUT_WQ_MEM_RECLAIM, WQ_MEM_RECLAIM);
	DEFINE(LAYOUT_WQ_HIGHPRI, WQ_HIGHPRI);
	DEFINE(LAYOUT_WQ_FREEZABLE, WQ_FREEZABLE);
}
