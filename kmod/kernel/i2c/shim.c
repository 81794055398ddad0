// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/i2c.h>, and the tables of ids. */
#include <linux/i2c.h>
#include <linux/module.h>

#include "kernel/i2c/shim.h"

#define I2C_IDS(name, ...)                                                                                   \
	extern const struct i2c_device_id i2c_ids_##name[];                                                  \
	const struct i2c_device_id i2c_ids_##name[] = {__VA_ARGS__, {}};                                     \
	MODULE_DEVICE_TABLE(i2c, i2c_ids_##name);
#include "kernel/module/declarations.h"

SAME_TYPE(i2c_del_driver);
SAME_TYPE(i2c_smbus_read_byte);
SAME_TYPE(i2c_smbus_write_byte);
SAME_TYPE(i2c_smbus_read_byte_data);
SAME_TYPE(i2c_smbus_write_byte_data);
SAME_TYPE(i2c_smbus_read_word_data);
SAME_TYPE(i2c_smbus_write_word_data);
SAME_TYPE(i2c_smbus_read_block_data);
SAME_TYPE(i2c_smbus_write_block_data);
SAME_TYPE(i2c_smbus_read_i2c_block_data);
SAME_TYPE(i2c_smbus_write_i2c_block_data);

SHIM(int, i2c_register_driver, struct i2c_driver *driver, const char *name, const struct i2c_device_id *ids,
     int (*probe)(struct i2c_client *), KERNEL_I2C_REMOVED (*remove)(struct i2c_client *))
{
	driver->driver.name = name;
	driver->id_table = ids;
#if KERNEL_HAS_I2C_PROBE_OF_CLIENT
	driver->probe = probe;
#else
	driver->probe_new = probe;
#endif
	driver->remove = remove;
	return i2c_register_driver(THIS_MODULE, driver);
}

/* (By this name the kernel has it from 6.3 on.) */
SHIM(const struct i2c_device_id *, i2c_client_get_device_id, const struct i2c_client *client)
{
	return i2c_match_id(to_i2c_driver(client->dev.driver)->id_table, client);
}

SHIM(bool, i2c_check_functionality, struct i2c_client *client, unsigned int functionality)
{
	return i2c_check_functionality(client->adapter, functionality);
}

SHIM(int, i2c_transfer, const struct i2c_client *client, struct i2c_msg *messages, int count)
{
	return i2c_transfer(client->adapter, messages, count);
}
