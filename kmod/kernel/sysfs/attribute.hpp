// SPDX-License-Identifier: GPL-2.0-only
// sysfs files of a device: Attribute. A device has a table of them, each one's functions being members:
//
//     s64 level() const;
//     Result<void> store_level(Text text);
//     Result<void> show_maker(TextWriter &text) const;
//     static constexpr Attribute<Lamp> attributes[] = {
//             {"level", 0644, &Lamp::level, &Lamp::store_level},
//             {"maker", 0444, &Lamp::show_maker},
//     };
//
// They are there from the moment that the device is registered, before its node is, and gone, with no call running, when
// deregistering has returned. Both run in process context and may sleep.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/index_sequence.hpp"
#include "kernel/core/table.hpp"
#include "kernel/file/attributes.hpp"
#include "kernel/file/host.hpp"
#include "kernel/format/format.hpp"
#include "kernel/probes.h"

#include "kernel/sysfs/group_operations.h"
#include "kernel/sysfs/operations.h"

struct attribute;
struct bin_attribute;
struct device;
struct device_attribute;
struct file;
struct kobject;

namespace kernel
{
namespace
{

/// A sysfs file: its name, its mode (0444, 0644, ...), what shows it and what stores to it. show writes up to a page, without the
/// newline at the end, which is added; or it is a getter of an s64 or u64, which is shown. store is given what was written, its newline
/// too. What show or store returns is the errno of the system call.
//
// (Each is a member of the device itself. The table is a part of the class, which is not whole there: of a member of a base class the
// compiler does not know yet where the base lies, and g++ takes it for 0 without a word.)
template <typename D>
struct Attribute {
	template <typename Class>
	using Show = Result<void> (Class::*)(TextWriter &) const;
	template <typename Class>
	using Store = Result<void> (Class::*)(Text);
	template <typename Number, typename Class>
	using Getter = Number (Class::*)() const;

	template <typename Class>
	constexpr Attribute(const char *name, u16 mode, Show<Class> shows)
		: name(name), mode(mode), show(shows)
	{
		check_class<Class>();
	}
	template <typename Number, typename Class>
	constexpr Attribute(const char *name, u16 mode, Getter<Number, Class> number) : name(name), mode(mode)
	{
		check_class<Class>();
		set_getter(number);
	}
	template <typename Number, typename GetterClass, typename StoreClass>
	constexpr Attribute(const char *name, u16 mode, Getter<Number, GetterClass> number,
			    Store<StoreClass> stores)
		: name(name), mode(mode), store(stores)
	{
		check_class<GetterClass>();
		check_class<StoreClass>();
		set_getter(number);
	}
	template <typename ShowClass, typename StoreClass>
	constexpr Attribute(const char *name, u16 mode, Show<ShowClass> shows, Store<StoreClass> stores)
		: name(name), mode(mode), show(shows), store(stores)
	{
		check_class<ShowClass>();
		check_class<StoreClass>();
	}
	template <typename Class>
	constexpr Attribute(const char *name, u16 mode, decltype(nullptr), Store<Class> stores)
		: name(name), mode(mode), store(stores)
	{
		check_class<Class>();
	}

	const char *name;
	u16 mode;
	Show<D> show = nullptr;
	Store<D> store = nullptr;
	Getter<s64, D> signed_number = nullptr;
	Getter<u64, D> unsigned_number = nullptr;

	constexpr bool shows() const
	{
		return show != nullptr || signed_number != nullptr || unsigned_number != nullptr;
	}

private:
	constexpr void set_getter(Getter<s64, D> number) { signed_number = number; }
	constexpr void set_getter(Getter<u64, D> number) { unsigned_number = number; }
	template <typename Class>
	static constexpr void check_class()
	{
		static_assert(is_same<Class, D>, "an attribute's functions are members of the device itself, "
						 "not of its base: write one that calls the base's");
	}
};

template <typename T, size_t count>
constexpr size_t items_of(T (&)[count])
{
	return count;
}

#define KERNEL_OPERATION_TYPE(name, result, ...) using DeviceAttribute_##name = result (*)(__VA_ARGS__);
KERNEL_DEVICE_ATTRIBUTE_OPERATIONS(KERNEL_OPERATION_TYPE)
#undef KERNEL_OPERATION_TYPE
#define KERNEL_OPERATION_TYPE(name, result, ...) using AttributeGroup_##name = result (*)(__VA_ARGS__);
KERNEL_ATTRIBUTE_GROUP_OPERATIONS(KERNEL_OPERATION_TYPE)
#undef KERNEL_OPERATION_TYPE
using AttributeGroupTable =
	Table<LAYOUT_ATTRIBUTE_GROUP_SIZE, AttributeGroup_is_visible, AttributeGroup_is_bin_visible>;

// For the layer: fills a page of sysfs by show(writer).
template <typename Show>
ssize_t show_page(char *page, Show show)
{
	// (Room for the newline, which is never cut off.)
	KERNEL_UNINITIALIZED TextWriter writer(Span<char>(page, LAYOUT_SYSFS_SIZE - 2));
	const Result<void> shown = show(writer);
	if (!shown.ok())
		return shown.error().to_kernel();
	const size_t size = writer.text().size();
	page[size] = '\n';
	return static_cast<ssize_t>(size + 1);
}

// A device's driver_data is what the private_data of its files is: the word before it is the host's address.
template <typename Host>
typename Host::Device &device_of_raw(device *raw)
{
	// cppcheck-suppress returnTempReference ; of the host, which is no temporary
	return static_cast<Host *>(host_of(field<void *>(raw, LAYOUT_DEVICE_DRIVER_DATA)))->device();
}

// The attributes of Host::Device in its own directory, for AttributeTables.
template <typename Host>
struct OwnAttributes {
	using D = typename Host::Device;
	static constexpr const Attribute<D> *attributes = D::attributes;
	static constexpr size_t count = items_of(D::attributes);
	static constexpr void fill(AttributeGroupTable &) {}
};

// The kernel's structures for the attributes of a Source: Source::count of them, from Source::attributes on; what else their group has,
// Source::fill() sets.
template <typename Host, typename Source>
class AttributeTables
{
	using D = typename Host::Device;
	static constexpr size_t count = Source::count;
	using DeviceAttribute =
		Table<LAYOUT_DEVICE_ATTRIBUTE_SIZE, DeviceAttribute_show, DeviceAttribute_store>;

public:
	// (`self` is where this will lie.)
	static constexpr AttributeTables make(const AttributeTables &self)
	{
		AttributeTables made{};
		IndexSequence<count>::for_each([&]<size_t index>(Index<index>) {
			constexpr const Attribute<D> &from = Source::attributes[index];
			static_assert(from.shows() || from.store != nullptr,
				      "an attribute shows or stores something");
			static_assert((from.mode & ~0777u) == 0 && (from.mode & 0002) == 0,
				      "an attribute's mode is one of files, such as 0644, and not writable "
				      "by everybody");
			static_assert(from.store == nullptr || (from.mode & 0222) != 0,
				      "an attribute with a store function is writable");
			static_assert(from.store != nullptr || (from.mode & 0222) == 0,
				      "an attribute without a store function is not writable");
			made.attributes_[index].set(LAYOUT_DEVICE_ATTRIBUTE_NAME,
						    static_cast<const void *>(from.name));
			made.attributes_[index].set_part(LAYOUT_DEVICE_ATTRIBUTE_MODE, from.mode);
			if constexpr (from.shows())
				made.attributes_[index].set(LAYOUT_DEVICE_ATTRIBUTE_show, &show<index>);
			if constexpr (from.store != nullptr)
				made.attributes_[index].set(LAYOUT_DEVICE_ATTRIBUTE_store, &store<index>);
			made.list_[index] = &self.attributes_[index];
		});
		made.group_.set(LAYOUT_ATTRIBUTE_GROUP_ATTRS, static_cast<const void *>(self.list_));
		Source::fill(made.group_);
		return made;
	}
	constexpr const void *group() const { return &group_; }

private:
	template <size_t index>
	[[gnu::cold]] static ssize_t show(device *raw, device_attribute *, char *page)
	{
		// (Constants, in place of a reference to the table, which would be in the module then.)
		constexpr auto signed_number = Source::attributes[index].signed_number;
		constexpr auto unsigned_number = Source::attributes[index].unsigned_number;
		const D &shown = device_of_raw<Host>(raw);
		if constexpr (signed_number != nullptr)
			return static_cast<ssize_t>(
				write_decimal_line(page, static_cast<u64>((shown.*signed_number)()), true));
		else if constexpr (unsigned_number != nullptr)
			return static_cast<ssize_t>(
				write_decimal_line(page, (shown.*unsigned_number)(), false));
		else
			return show_page(page, [&](TextWriter &writer) {
				return (shown.*Source::attributes[index].show)(writer);
			});
	}
	template <size_t index>
	[[gnu::cold]] static ssize_t store(device *raw, device_attribute *, const char *text, size_t size)
	{
		const Result<void> stored =
			(device_of_raw<Host>(raw).*Source::attributes[index].store)(Text(text, size));
		return stored.ok() ? static_cast<ssize_t>(size) : stored.error().to_kernel();
	}

	// (A group of binary attributes alone has none.)
	DeviceAttribute attributes_[count == 0 ? 1 : count]{};
	const void *list_[count + 1]{};
	AttributeGroupTable group_{};
};

template <typename Host, typename Source>
constinit const AttributeTables<Host, Source>
	attribute_tables_of = AttributeTables<Host, Source>::make(attribute_tables_of<Host, Source>);

template <typename Host>
constinit const void *const attribute_groups[] = {attribute_tables_of<Host, OwnAttributes<Host>>.group(),
						  nullptr};

template <typename Host>
const void *attribute_groups_of()
{
	return attribute_groups<Host>;
}

} // namespace
} // namespace kernel
