/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_I2C_SHIM_H
#define KERNEL_I2C_SHIM_H

#include "kernel/core/boundary.h"
#include "kernel/probes.h"

struct i2c_client;
struct i2c_device_id;
struct i2c_driver;
struct i2c_msg;

#if KERNEL_HAS_I2C_REMOVE_OF_VOID
#define KERNEL_I2C_REMOVED void
#else
#define KERNEL_I2C_REMOVED int
#endif

SHIMS_BEGIN
/* All of these sleep. Of a zeroed driver; its name and ids must live as long as it. From then on probe and remove are called, in process context;
 * i2c_del_driver calls remove for each device that was probed, and waits for those that run. 0 or a negative errno. */
int shim_i2c_register_driver(struct i2c_driver *driver, const char *name, const struct i2c_device_id *ids,
			     int (*probe)(struct i2c_client *),
			     KERNEL_I2C_REMOVED (*remove)(struct i2c_client *));
void shim_i2c_del_driver(struct i2c_driver *driver) DIRECT(i2c_del_driver);
/* The one of its driver's ids that has the client's name, or NULL. Any context. */
const struct i2c_device_id *shim_i2c_client_get_device_id(const struct i2c_client *client);

/* Whether the adapter can do all of these (I2C_FUNC_...). */
bool shim_i2c_check_functionality(struct i2c_client *client, unsigned int functionality);
/* What was read, or 0 after a write, or a negative errno. */
int shim_i2c_smbus_read_byte(const struct i2c_client *client) DIRECT(i2c_smbus_read_byte);
int shim_i2c_smbus_write_byte(const struct i2c_client *client, unsigned char value)
	DIRECT(i2c_smbus_write_byte);
int shim_i2c_smbus_read_byte_data(const struct i2c_client *client, unsigned char command)
	DIRECT(i2c_smbus_read_byte_data);
int shim_i2c_smbus_write_byte_data(const struct i2c_client *client, unsigned char command,
				   unsigned char value) DIRECT(i2c_smbus_write_byte_data);
int shim_i2c_smbus_read_word_data(const struct i2c_client *client, unsigned char command)
	DIRECT(i2c_smbus_read_word_data);
int shim_i2c_smbus_write_word_data(const struct i2c_client *client, unsigned char command,
				   unsigned short value) DIRECT(i2c_smbus_write_word_data);
/* How many bytes were read into `values`, which has room for I2C_SMBUS_BLOCK_MAX; 0 after a write; or a negative errno. Of more than
 * I2C_SMBUS_BLOCK_MAX the kernel transfers that many. */
int shim_i2c_smbus_read_block_data(const struct i2c_client *client, unsigned char command,
				   unsigned char *values) DIRECT(i2c_smbus_read_block_data);
int shim_i2c_smbus_write_block_data(const struct i2c_client *client, unsigned char command,
				    unsigned char length, const unsigned char *values)
	DIRECT(i2c_smbus_write_block_data);
int shim_i2c_smbus_read_i2c_block_data(const struct i2c_client *client, unsigned char command,
				       unsigned char length, unsigned char *values)
	DIRECT(i2c_smbus_read_i2c_block_data);
int shim_i2c_smbus_write_i2c_block_data(const struct i2c_client *client, unsigned char command,
					unsigned char length, const unsigned char *values)
	DIRECT(i2c_smbus_write_i2c_block_data);
/* How many messages were transferred, or a negative errno. */
int shim_i2c_transfer(const struct i2c_client *client, struct i2c_msg *messages, int count);
SHIMS_END

#endif
