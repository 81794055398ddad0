// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/input.h>. */
#include <linux/input.h>

#include "kernel/input/shim.h"

SAME_TYPE(input_allocate_device);
SAME_TYPE(input_free_device);
SAME_TYPE(input_set_capability);
SAME_TYPE(input_register_device);
SAME_TYPE(input_event);

SHIM(void, input_describe, struct input_dev *dev, struct device *parent, const char *name, const char *phys,
     const char *uniq)
{
	dev->dev.parent = parent;
	dev->name = name;
	dev->phys = phys;
	dev->uniq = uniq;
}

SHIM(void, input_identify, struct input_dev *dev, u16 bus, u16 vendor, u16 product, u16 version)
{
	dev->id = (struct input_id){.bustype = bus, .vendor = vendor, .product = product, .version = version};
}

SHIM(void, input_set_callbacks, struct input_dev *dev, void *data, int (*open)(struct input_dev *),
     void (*close)(struct input_dev *))
{
	input_set_drvdata(dev, data);
	dev->open = open;
	dev->close = close;
}

SHIM(void, input_set_events_per_packet, struct input_dev *dev, int events)
{
	input_set_events_per_packet(dev, events);
}

SHIM(bool, input_set_abs_params, struct input_dev *dev, unsigned int axis, int min, int max, int fuzz,
     int flat, int resolution)
{
	input_set_abs_params(dev, axis, min, max, fuzz, flat);
	input_abs_set_res(dev, axis, resolution);
	return dev->absinfo != NULL;
}

/* (Programs that have its node open keep the device, and a timer of its effects may run once more: under event_lock it asks for driver_data.) */
SHIM(void, input_unregister_device, struct input_dev *dev)
{
	input_get_device(dev);
	input_unregister_device(dev);
	spin_lock_irq(&dev->event_lock);
	input_set_drvdata(dev, NULL);
	spin_unlock_irq(&dev->event_lock);
	input_put_device(dev);
}

SHIM(bool, input_test_key, const struct input_dev *dev, unsigned int code)
{
	return test_bit(code, dev->key);
}

SHIM(int, input_abs_get_val, struct input_dev *dev, unsigned int axis)
{
	return input_abs_get_val(dev, axis);
}
