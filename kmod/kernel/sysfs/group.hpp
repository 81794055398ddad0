// SPDX-License-Identifier: GPL-2.0-only
// Groups of a device's files in sysfs: AttributeGroup. A device has a table of them, beside its `attributes` or instead:
//
//     static constexpr Attribute<Lamp> limits[] = {{"least", 0444, &Lamp::show_least}, {"most", 0444, &Lamp::show_most}};
//     static constexpr BinAttribute<Lamp> memory[] = {{"eeprom", 0400, 256, &Lamp::read_eeprom}};
//     bool has(Text name) const;
//     static constexpr AttributeGroup<Lamp> attribute_groups[] = {
//             {"limits", limits},                             // the subdirectory `limits`
//             {nullptr, memory, &Lamp::has},                  // in the device's own directory, if has("eeprom")
//     };
//
// As `attributes`, they are there from the moment that the device is registered, and gone, with no call running, when deregistering has
// returned.
#pragma once

#include "kernel/sysfs/attribute.hpp"
#include "kernel/sysfs/bin_attribute.hpp"

namespace kernel
{
namespace
{

/// Attributes and binary attributes that stand in a directory of this name, or in the device's own (nullptr). The function is called once
/// for each, by its name, when the device is registered, and says whether the file is there. (A directory is there without files, too.)
template <typename D>
struct AttributeGroup {
	using IsVisible = bool (D::*)(Text name) const;

	template <size_t size>
	constexpr AttributeGroup(const char *name, const Attribute<D> (&attributes)[size],
				 IsVisible visible = nullptr)
		: name(name), attributes(attributes), count(size), is_visible(visible)
	{
	}
	template <size_t size>
	constexpr AttributeGroup(const char *name, const BinAttribute<D> (&bins)[size],
				 IsVisible visible = nullptr)
		: name(name), bins(bins), bin_count(size), is_visible(visible)
	{
	}
	template <size_t size, size_t bin_size>
	constexpr AttributeGroup(const char *name, const Attribute<D> (&attributes)[size],
				 const BinAttribute<D> (&bins)[bin_size], IsVisible visible = nullptr)
		: name(name), attributes(attributes), count(size), bins(bins), bin_count(bin_size),
		  is_visible(visible)
	{
	}

	const char *name;
	const Attribute<D> *attributes = nullptr;
	size_t count = 0;
	const BinAttribute<D> *bins = nullptr;
	size_t bin_count = 0;
	IsVisible is_visible = nullptr;
};

#define KERNEL_OPERATION_TYPE(name, result, ...) using AttributeGroup_##name = result (*)(__VA_ARGS__);
KERNEL_ATTRIBUTE_GROUP_OPERATIONS(KERNEL_OPERATION_TYPE)
#undef KERNEL_OPERATION_TYPE

// The index-th group of a device, for AttributeTables and BinAttributeTables.
template <typename Host, size_t index>
struct GroupSource {
	using D = typename Host::Device;
	static constexpr const AttributeGroup<D> &group = D::attribute_groups[index];
	static constexpr const Attribute<D> *attributes = group.attributes;
	static constexpr size_t count = group.count;
	static constexpr const BinAttribute<D> *bins = group.bins;
	static constexpr size_t bin_count = group.bin_count;

	static constexpr void fill(AttributeGroupTable &table)
	{
		if constexpr (group.name != nullptr)
			table.set(LAYOUT_ATTRIBUTE_GROUP_NAME, static_cast<const void *>(group.name));
		if constexpr (bin_count != 0)
			table.set(LAYOUT_ATTRIBUTE_GROUP_BIN_ATTRS,
				  bin_attribute_tables_of<Host, GroupSource>.list());
		if constexpr (group.is_visible != nullptr) {
			table.set(LAYOUT_ATTRIBUTE_GROUP_is_visible, &is_visible);
			table.set(LAYOUT_ATTRIBUTE_GROUP_is_bin_visible, &is_bin_visible);
		}
	}

private:
	static unsigned short visible(kobject *raw, const char *name, unsigned short mode)
	{
		const D &device = device_of_kobject<Host>(raw);
		return (device.*group.is_visible)(Text::terminated(name)) ? mode : 0;
	}
	static unsigned short is_visible(kobject *raw, attribute *attribute, int)
	{
		return visible(raw, field<const char *>(attribute, LAYOUT_ATTRIBUTE_NAME),
			       field<unsigned short>(attribute, LAYOUT_ATTRIBUTE_MODE));
	}
	static unsigned short is_bin_visible(kobject *raw, KERNEL_VISIBLE_BIN_ATTRIBUTE *attribute, int)
	{
		auto *const read = const_cast<bin_attribute *>(attribute);
		return visible(raw, field<const char *>(read, LAYOUT_BIN_ATTRIBUTE_NAME),
			       field<unsigned short>(read, LAYOUT_BIN_ATTRIBUTE_MODE));
	}
};

// What a device with groups is registered with: its `attributes` first, if it has such.
template <typename Host>
struct GroupList {
	using D = typename Host::Device;
	static constexpr size_t own = has_attributes<D> ? 1 : 0;
	static constexpr size_t count = items_of(D::attribute_groups);

	const void *groups[own + count + 1]{};

	static constexpr GroupList make()
	{
		GroupList made{};
		if constexpr (has_attributes<D>)
			made.groups[0] = attribute_tables_of<Host, OwnAttributes<Host>>.group();
		IndexSequence<count>::for_each([&]<size_t index>(Index<index>) {
			made.groups[own + index] =
				attribute_tables_of<Host, GroupSource<Host, index>>.group();
		});
		return made;
	}
};

template <typename Host>
constinit const GroupList<Host> group_list_of = GroupList<Host>::make();

template <typename Host>
const void *attribute_group_list_of()
{
	return group_list_of<Host>.groups;
}

} // namespace
} // namespace kernel
