// SPDX-License-Identifier: GPL-2.0-only
// The fake of power supplies: their files, by name.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "kernel/power_supply/properties.h"

struct device;

// (Not the kernel's numbers, but for the values of those that are one of a few: their first is 0.)
#define FAKE_SUPPLY_PROPERTY(name, NAME, ...) LAYOUT_POWER_SUPPLY_PROP_##NAME,
enum power_supply_property : unsigned int {
	LAYOUT_POWER_SUPPLY_PROP_padding = 7,
	KERNEL_POWER_SUPPLY_PROPERTIES(FAKE_SUPPLY_PROPERTY) KERNEL_POWER_SUPPLY_CHOICES(FAKE_SUPPLY_PROPERTY)
};
#undef FAKE_SUPPLY_PROPERTY
#define FAKE_SUPPLY_VALUE(value, NAME) LAYOUT_POWER_SUPPLY_##NAME,
#define FAKE_SUPPLY_VALUES(PROPERTY)                                                                         \
	enum { KERNEL_POWER_SUPPLY_##PROPERTY(FAKE_SUPPLY_VALUE) LAYOUT_POWER_SUPPLY_values_of_##PROPERTY };
FAKE_SUPPLY_VALUES(STATUS)
FAKE_SUPPLY_VALUES(HEALTH)
FAKE_SUPPLY_VALUES(CHARGE_TYPE)
FAKE_SUPPLY_VALUES(TECHNOLOGY)
FAKE_SUPPLY_VALUES(CAPACITY_LEVEL)
FAKE_SUPPLY_VALUES(SCOPE)
FAKE_SUPPLY_VALUES(TYPES)
#undef FAKE_SUPPLY_VALUES
#undef FAKE_SUPPLY_VALUE

union power_supply_propval {
	int intval;
	const char *strval;
};
struct power_supply;
struct power_supply_desc {
	const char *name;
	unsigned int type;
	std::size_t count;
	const unsigned int *properties;
	int (*get_property)(power_supply *, power_supply_property, power_supply_propval *);
	int (*set_property)(power_supply *, power_supply_property, const power_supply_propval *);
	int (*property_is_writeable)(power_supply *, power_supply_property);
};
struct power_supply {
	void *drv_data;
	const power_supply_desc *desc;
	device *parent;
	int changes;
};

#define LAYOUT_POWER_SUPPLY_DESC_SIZE sizeof(::power_supply_desc)
#define LAYOUT_POWER_SUPPLY_DESC_ALIGN alignof(::power_supply_desc)
#define LAYOUT_POWER_SUPPLY_drv_data offsetof(::power_supply, drv_data)

namespace fake
{

// The one that is registered by this name, or nullptr.
power_supply *power_supply_named(std::string_view name);
// Its files, and their modes: "capacity 444, charge_control_end_threshold 644".
std::string power_supply_files(std::string_view name);
// What a read and a write of one say: a text, or "errno 5"; 0 or a negative errno.
std::string read_power_supply(std::string_view name, std::string_view file);
int write_power_supply(std::string_view name, std::string_view file, int value);

} // namespace fake
