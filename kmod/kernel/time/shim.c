// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/jiffies.h>, <linux/ktime.h> and <linux/delay.h>. */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>

#include "kernel/time/shim.h"

SAME_TYPE(ktime_get);
SAME_TYPE(msleep);
SAME_TYPE(msleep_interruptible);

SHIM(s64, ktime_get_boottime, void)
{
	return ktime_get_boottime();
}

SHIM(s64, ktime_get_real, void)
{
	return ktime_get_real();
}

SHIM(unsigned long, read_jiffies, void)
{
	return jiffies;
}

SHIM(void, ndelay, unsigned long nanoseconds)
{
	ndelay(nanoseconds);
}

SHIM(void, udelay, unsigned long microseconds)
{
	udelay(microseconds);
}

SHIM(void, fsleep, unsigned long microseconds)
{
	fsleep(microseconds);
}

SHIM(void, usleep_range, unsigned long least, unsigned long most)
{
	usleep_range(least, most);
}
