// SPDX-License-Identifier: GPL-2.0-only
#include <linux/power_supply.h>

#include "kernel/power_supply/properties.h"

OPERATION_TYPE(power_supply_desc, get_property, int, struct power_supply *, enum power_supply_property,
	       union power_supply_propval *)
OPERATION_TYPE(power_supply_desc, set_property, int, struct power_supply *, enum power_supply_property,
	       const union power_supply_propval *)
OPERATION_TYPE(power_supply_desc, property_is_writeable, int, struct power_supply *,
	       enum power_supply_property)
_Static_assert(sizeof(enum power_supply_property) == sizeof(unsigned int) &&
		       sizeof_field(union power_supply_propval, intval) == sizeof(int) &&
		       offsetof(union power_supply_propval, strval) == 0,
	       "properties of power supplies have other sizes on this kernel");

#define SUPPLY_PROPERTY(name, NAME, ...) DEFINE(LAYOUT_POWER_SUPPLY_PROP_##NAME, POWER_SUPPLY_PROP_##NAME);
#define SUPPLY_VALUE(name, NAME) DEFINE(LAYOUT_POWER_SUPPLY_##NAME, POWER_SUPPLY_##NAME);

LAYOUTS(power_supply)
{
	TYPE(POWER_SUPPLY_DESC, struct power_supply_desc);
	DEFINE(LAYOUT_POWER_SUPPLY_drv_data, offsetof(struct power_supply, drv_data));
	KERNEL_POWER_SUPPLY_PROPERTIES(SUPPLY_PROPERTY)
	KERNEL_POWER_SUPPLY_CHOICES(SUPPLY_PROPERTY)
	KERNEL_POWER_SUPPLY_VALUES(SUPPLY_VALUE)
}
