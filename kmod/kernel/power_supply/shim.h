/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_POWER_SUPPLY_SHIM_H
#define KERNEL_POWER_SUPPLY_SHIM_H

#include "kernel/core/boundary.h"

#ifdef __cplusplus
enum power_supply_property : unsigned int;
#else
#include <linux/power_supply.h>
#endif
struct device;
struct power_supply;
struct power_supply_desc;
union power_supply_propval;

SHIMS_BEGIN
/* What power supplies of a kind have in common: their type, their properties, by number, and what is called for these. */
struct shim_power_supply {
	unsigned int type;
	unsigned int count;
	const unsigned int *properties;
	int (*get_property)(struct power_supply *, enum power_supply_property, union power_supply_propval *);
	int (*set_property)(struct power_supply *, enum power_supply_property,
			    const union power_supply_propval *);
	int (*property_is_writeable)(struct power_supply *, enum power_supply_property);
};
/* Both sleep. The desc is zeroed; it, the name and all that `of` leads to must live until it is unregistered, which waits until no file of it is
 * read or written. An ERR_PTR, or the supply, whose drv_data is `data`. */
struct power_supply *shim_power_supply_register(struct device *parent, struct power_supply_desc *desc,
						const char *name, const struct shim_power_supply *of,
						void *data);
void shim_power_supply_unregister(struct power_supply *supply) DIRECT(power_supply_unregister);
/* Any context but NMI. */
void shim_power_supply_changed(struct power_supply *supply) DIRECT(power_supply_changed);
SHIMS_END

#endif
