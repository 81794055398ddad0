// SPDX-License-Identifier: GPL-2.0-only
#include <linux/idr.h>
#include <linux/xarray.h>

LAYOUTS(xarray)
{
	TYPE(XARRAY, struct xarray);
	TYPE(IDA, struct ida);
}
