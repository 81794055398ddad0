// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/power_supply.h>. */
#include <linux/power_supply.h>

#include "kernel/power_supply/shim.h"

SAME_TYPE(power_supply_changed);
SAME_TYPE(power_supply_unregister);

SHIM(struct power_supply *, power_supply_register, struct device *parent, struct power_supply_desc *desc,
     const char *name, const struct shim_power_supply *of, void *data)
{
	const struct power_supply_config config = {.drv_data = data};

	desc->name = name;
	desc->type = of->type;
	desc->properties = (const enum power_supply_property *)of->properties;
	desc->num_properties = of->count;
	desc->get_property = of->get_property;
	desc->set_property = of->set_property;
	desc->property_is_writeable = of->property_is_writeable;
	return power_supply_register(parent, desc, &config);
}
