/* SPDX-License-Identifier: GPL-2.0-only */
/* What user space sees of I2C, too: I2C_FUNC_*, I2C_M_*, the size of a block. */
#include <linux/i2c.h>
