/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_INPUT_SHIM_H
#define KERNEL_INPUT_SHIM_H

#include "kernel/core/boundary.h"

struct device;
struct input_dev;

SHIMS_BEGIN
/* All sleep, but for shim_input_event and the two that read. NULL: no memory. One that is not registered is freed, one that was is not. */
struct input_dev *shim_input_allocate_device(void) DIRECT(input_allocate_device);
void shim_input_free_device(struct input_dev *dev) DIRECT(input_free_device);

/* Before it is registered. The texts, which may be NULL, must live as long as it is. `open` and `close`, which may be NULL, are called in process
 * context, one at a time, with `data` as the device's driver_data. */
void shim_input_describe(struct input_dev *dev, struct device *parent, const char *name, const char *phys,
			 const char *uniq);
void shim_input_identify(struct input_dev *dev, u16 bus, u16 vendor, u16 product, u16 version);
void shim_input_set_callbacks(struct input_dev *dev, void *data, int (*open)(struct input_dev *),
			      void (*close)(struct input_dev *));
void shim_input_set_capability(struct input_dev *dev, unsigned int type, unsigned int code)
	DIRECT(input_set_capability);
void shim_input_set_events_per_packet(struct input_dev *dev, int events);
/* false: no memory. */
bool shim_input_set_abs_params(struct input_dev *dev, unsigned int axis, int min, int max, int fuzz, int flat,
			       int resolution);

/* 0 or a negative errno. */
int shim_input_register_device(struct input_dev *dev) DIRECT(input_register_device);
/* Calls `close` if it is open. When it returns, no callback runs and none will; its driver_data is NULL then, to those that hold its event_lock. */
void shim_input_unregister_device(struct input_dev *dev);

/* Of one that is allocated; before it is registered nobody hears of it. */
void shim_input_event(struct input_dev *dev, unsigned int type, unsigned int code, int value)
	DIRECT(input_event);
bool shim_input_test_key(const struct input_dev *dev, unsigned int code);
int shim_input_abs_get_val(struct input_dev *dev, unsigned int axis);
SHIMS_END

#endif
