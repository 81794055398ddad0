// SPDX-License-Identifier: GPL-2.0-only
#include <linux/i2c.h>

CONFIG(I2C, "to reach devices on I2C and SMBus")
NEEDS("I2C_PROBE_NEW|I2C_PROBE_OF_CLIENT", "to drive devices on I2C")

/* Before 6.7; from 6.3 on, probe has that type, too. */
PROBE(I2C_PROBE_NEW)
_Static_assert(__builtin_types_compatible_p(typeof(((struct i2c_driver *)0)->probe_new),
					    int (*)(struct i2c_client *)),
	       "of other arguments");

/* 6.3 and later. */
PROBE(I2C_PROBE_OF_CLIENT)
_Static_assert(__builtin_types_compatible_p(typeof(((struct i2c_driver *)0)->probe),
					    int (*)(struct i2c_client *)),
	       "of other arguments");

/* 6.1 and later; before, it returned a number that nobody heeded. */
PROBE(I2C_REMOVE_OF_VOID)
_Static_assert(__builtin_types_compatible_p(typeof(((struct i2c_driver *)0)->remove),
					    void (*)(struct i2c_client *)),
	       "returns a number");
