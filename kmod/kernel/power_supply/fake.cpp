// SPDX-License-Identifier: GPL-2.0-only
// The shims of power supplies.
#include "kernel/power_supply/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <new>
#include <vector>

#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

struct Name {
	const char *name;
	unsigned int number;
	bool is_text;
};
#define NUMBER(name, NAME, ...) {#name, LAYOUT_POWER_SUPPLY_PROP_##NAME, false},
#define TEXT(name, NAME) {#name, LAYOUT_POWER_SUPPLY_PROP_##NAME, true},
const Name names[] = {KERNEL_POWER_SUPPLY_NUMBERS(NUMBER) KERNEL_POWER_SUPPLY_PERCENTS(NUMBER)
			      KERNEL_POWER_SUPPLY_FLAGS(NUMBER) KERNEL_POWER_SUPPLY_CHOICES(NUMBER)
				      KERNEL_POWER_SUPPLY_TEXTS(TEXT)};

std::vector<power_supply *> supplies;
const fake::Part part([] { supplies.clear(); },
		      [] {
			      return supplies.empty()
					     ? std::string()
					     : std::string("a power supply: ") + supplies.front()->desc->name;
		      });

const Name *find(const power_supply *supply, std::string_view file)
{
	for (const Name &each : names)
		if (supply != nullptr && file == each.name &&
		    std::find(supply->desc->properties, supply->desc->properties + supply->desc->count,
			      each.number) != supply->desc->properties + supply->desc->count)
			return &each;
	return nullptr;
}

bool is_writable(power_supply *supply, unsigned int number)
{
	return supply->desc->property_is_writeable(supply, static_cast<power_supply_property>(number)) > 0;
}

} // namespace

namespace fake
{

power_supply *power_supply_named(std::string_view name)
{
	const auto found = std::find_if(supplies.begin(), supplies.end(),
					[&](const auto *each) { return each->desc->name == name; });
	return found == supplies.end() ? nullptr : *found;
}

std::string power_supply_files(std::string_view name)
{
	power_supply *const supply = power_supply_named(name);
	std::string files;
	for (std::size_t index = 0; index < supply->desc->count; ++index) {
		const unsigned int number = supply->desc->properties[index];
		const auto *const found =
			std::find_if(std::begin(names), std::end(names),
				     [&](const Name &each) { return each.number == number; });
		files += files.empty() ? "" : ", ";
		files += std::string(found->name) + (is_writable(supply, number) ? " 644" : " 444");
	}
	return files;
}

std::string read_power_supply(std::string_view name, std::string_view file)
{
	power_supply *const supply = power_supply_named(name);
	const Name *const found = find(supply, file);
	if (found == nullptr)
		return errno_text(ENOENT);
	power_supply_propval value{};
	const int returned =
		supply->desc->get_property(supply, static_cast<power_supply_property>(found->number), &value);
	if (returned != 0)
		return errno_text(-returned);
	return found->is_text ? value.strval : std::to_string(value.intval);
}

int write_power_supply(std::string_view name, std::string_view file, int value)
{
	power_supply *const supply = power_supply_named(name);
	const Name *const found = find(supply, file);
	if (found == nullptr)
		return -ENOENT;
	if (supply->desc->set_property == nullptr)
		return -ENODEV;
	const power_supply_propval written{value};
	return supply->desc->set_property(supply, static_cast<power_supply_property>(found->number),
					  &written);
}

} // namespace fake

struct power_supply *shim_power_supply_register(struct device *parent, struct power_supply_desc *desc,
						const char *name, const struct shim_power_supply *of,
						void *data)
{
	fake::might_sleep("power_supply_register");
	const auto failed = [](std::intptr_t error) { return reinterpret_cast<power_supply *>(-error); };
	if (desc->name != nullptr)
		fake::violated("a power supply that is registered has not been zeroed");
	*desc = {name,
		 of->type,
		 of->count,
		 of->properties,
		 of->get_property,
		 of->set_property,
		 of->property_is_writeable};
	if (fake::power_supply_named(name) != nullptr)
		return failed(EEXIST);
	void *const memory = shim_kmalloc(sizeof(power_supply), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return failed(ENOMEM);
	auto *const supply = new (memory) power_supply{data, desc, parent, 0};
	supplies.push_back(supply);
	// (Which files can be written is asked while it is registered, and its first event has all values.)
	for (const Name &each : names)
		if (find(supply, each.name) != nullptr)
			(void)fake::read_power_supply(name, each.name);
	return supply;
}

void shim_power_supply_unregister(struct power_supply *supply)
{
	fake::might_sleep("power_supply_unregister");
	if (std::erase(supplies, supply) != 1)
		return fake::violated("a power supply taken back that was not registered");
	shim_kfree(supply);
}

void shim_power_supply_changed(struct power_supply *supply)
{
	++supply->changes;
}
