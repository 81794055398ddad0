// SPDX-License-Identifier: GPL-2.0-only
#include <linux/i2c.h>

_Static_assert(sizeof_field(struct i2c_client, addr) == sizeof(u16) &&
		       sizeof_field(struct i2c_client, flags) == sizeof(u16),
	       "struct i2c_client has members of other sizes on this kernel");
_Static_assert(sizeof_field(struct i2c_device_id, driver_data) == sizeof(unsigned long),
	       "struct i2c_device_id has members of other sizes on this kernel");

LAYOUTS(i2c)
{
	TYPE(I2C_DRIVER, struct i2c_driver);
	TYPE(I2C_DEVICE_ID, struct i2c_device_id);
	DEFINE(LAYOUT_I2C_CLIENT_dev, offsetof(struct i2c_client, dev));
	DEFINE(LAYOUT_I2C_CLIENT_DRIVER_DATA, offsetof(struct i2c_client, dev.driver_data));
	DEFINE(LAYOUT_I2C_CLIENT_name, offsetof(struct i2c_client, name));
	DEFINE(LAYOUT_I2C_CLIENT_addr, offsetof(struct i2c_client, addr));
	DEFINE(LAYOUT_I2C_CLIENT_flags, offsetof(struct i2c_client, flags));
	DEFINE(LAYOUT_I2C_DEVICE_ID_driver_data, offsetof(struct i2c_device_id, driver_data));
}
