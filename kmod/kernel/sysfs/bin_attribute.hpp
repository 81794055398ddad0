// SPDX-License-Identifier: GPL-2.0-only
// sysfs files of bytes: BinAttribute, and the kernel's structures for those of a group (kernel/sysfs/group.hpp).
#pragma once

#include "kernel/sysfs/attribute.hpp"

namespace kernel
{
namespace
{

/// A sysfs file of bytes: its name, its mode, how many bytes it has (0: nobody knows), what reads it and what writes it. Either is given a
/// part of it, up to a page, and where that begins; it returns how many bytes it gave or took, or the errno of the system call. Both run in
/// process context and may sleep; several at once.
///
///     Result<size_t> read_eeprom(Span<char> to, u64 offset) const;
///     Result<size_t> write_eeprom(Text from, u64 offset);
///     static constexpr BinAttribute<Lamp> eeprom[] = {{"eeprom", 0600, 256, &Lamp::read_eeprom, &Lamp::write_eeprom}};
///
/// Of a file whose size is known no part beyond its end is asked for.
template <typename D>
struct BinAttribute {
	template <typename Class>
	using Read = Result<size_t> (Class::*)(Span<char>, u64) const;
	template <typename Class>
	using Write = Result<size_t> (Class::*)(Text, u64);

	template <typename Class>
	constexpr BinAttribute(const char *name, u16 mode, size_t size, Read<Class> reads)
		: name(name), mode(mode), size(size), read(reads)
	{
		check_class<Class>();
	}
	template <typename ReadClass, typename WriteClass>
	constexpr BinAttribute(const char *name, u16 mode, size_t size, Read<ReadClass> reads,
			       Write<WriteClass> writes)
		: name(name), mode(mode), size(size), read(reads), write(writes)
	{
		check_class<ReadClass>();
		check_class<WriteClass>();
	}
	template <typename Class>
	constexpr BinAttribute(const char *name, u16 mode, size_t size, decltype(nullptr),
			       Write<Class> writes)
		: name(name), mode(mode), size(size), write(writes)
	{
		check_class<Class>();
	}

	const char *name;
	u16 mode;
	size_t size;
	Read<D> read = nullptr;
	Write<D> write = nullptr;

private:
	template <typename Class>
	static constexpr void check_class()
	{
		static_assert(is_same<Class, D>, "an attribute's functions are members of the device itself, "
						 "not of its base: write one that calls the base's");
	}
};

#define KERNEL_OPERATION_TYPE(name, result, ...) using BinAttribute_##name = result (*)(__VA_ARGS__);
KERNEL_BIN_ATTRIBUTE_OPERATIONS(KERNEL_OPERATION_TYPE)
#undef KERNEL_OPERATION_TYPE

template <typename Host>
typename Host::Device &device_of_kobject(kobject *raw)
{
	return device_of_raw<Host>(
		reinterpret_cast<device *>(reinterpret_cast<char *>(raw) - LAYOUT_DEVICE_KOBJ));
}

// The kernel's structures for the binary attributes of a Source: Source::bin_count of them, from Source::bins on.
template <typename Host, typename Source>
class BinAttributeTables
{
	using D = typename Host::Device;
	static constexpr size_t count = Source::bin_count;
	// (Both of its operations have this type.)
	using BinAttributeTable = Table<LAYOUT_BIN_ATTRIBUTE_SIZE, BinAttribute_read>;

public:
	// (`self` is where this will lie.)
	static constexpr BinAttributeTables make(const BinAttributeTables &self)
	{
		BinAttributeTables made{};
		IndexSequence<count>::for_each([&]<size_t index>(Index<index>) {
			constexpr const BinAttribute<D> &from = Source::bins[index];
			static_assert(from.read != nullptr || from.write != nullptr,
				      "an attribute is read or written");
			static_assert((from.mode & ~0777u) == 0 && (from.mode & 0002) == 0,
				      "an attribute's mode is one of files, such as 0644, and not writable "
				      "by everybody");
			static_assert((from.write != nullptr) == ((from.mode & 0222) != 0),
				      "an attribute is writable if it has a write function, and only then");
			BinAttributeTable &table = made.attributes_[index];
			table.set(LAYOUT_BIN_ATTRIBUTE_NAME, static_cast<const void *>(from.name));
			table.set_part(LAYOUT_BIN_ATTRIBUTE_MODE, from.mode);
			table.set(LAYOUT_BIN_ATTRIBUTE_BYTES, static_cast<uintptr_t>(from.size));
			if constexpr (from.read != nullptr)
				table.set(LAYOUT_BIN_ATTRIBUTE_read, &read<index>);
			if constexpr (from.write != nullptr)
				table.set(LAYOUT_BIN_ATTRIBUTE_write, &write<index>);
			made.list_[index] = &self.attributes_[index];
		});
		return made;
	}
	constexpr const void *list() const { return list_; }

private:
	template <size_t index>
	[[gnu::cold]] static ssize_t read(file *, kobject *raw, KERNEL_BIN_ATTRIBUTE *, char *to,
					  loff_t offset, size_t size)
	{
		return returned((device_of_kobject<Host>(raw).*
				 Source::bins[index].read)(Span<char>(to, size), static_cast<u64>(offset)));
	}
	template <size_t index>
	[[gnu::cold]] static ssize_t write(file *, kobject *raw, KERNEL_BIN_ATTRIBUTE *, char *from,
					   loff_t offset, size_t size)
	{
		return returned((device_of_kobject<Host>(raw).*
				 Source::bins[index].write)(Text(from, size), static_cast<u64>(offset)));
	}

	BinAttributeTable attributes_[count]{};
	const void *list_[count + 1]{};
};

template <typename Host, typename Source>
constinit const BinAttributeTables<Host, Source> bin_attribute_tables_of =
	BinAttributeTables<Host, Source>::make(bin_attribute_tables_of<Host, Source>);

} // namespace
} // namespace kernel
