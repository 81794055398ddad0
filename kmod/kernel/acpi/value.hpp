// SPDX-License-Identifier: GPL-2.0-only
// AcpiValue: what evaluating an object of ACPI gave, by its type; AcpiObject, its owner.
#pragma once

#include "kernel/acpi/status.hpp"
#include "kernel/core/field.hpp"
#include "kernel/memory/shim.h"

namespace kernel
{
namespace
{

/// ACPI_TYPE_...: those whose values can be read here. Others, as devices and references, are numbers besides.
enum class AcpiType : u32 {
	/// No value, as of an element of a package that was never given one.
	any = LAYOUT_ACPI_TYPE_ANY,
	integer = LAYOUT_ACPI_TYPE_INTEGER,
	string = LAYOUT_ACPI_TYPE_STRING,
	buffer = LAYOUT_ACPI_TYPE_BUFFER,
	package = LAYOUT_ACPI_TYPE_PACKAGE,
};

class AcpiPackage;

/// A value, which an AcpiObject owns: it, and what it leads to, stand as long as that. Any context. Asked for as another type than it
/// is, it is AE_TYPE (EINVAL).
class AcpiValue
{
public:
	// For the layer.
	explicit AcpiValue(acpi_object *object) : object_(object) {}

	AcpiType type() const
	{
		return object_ == nullptr ? AcpiType::any
					  : static_cast<AcpiType>(word(LAYOUT_ACPI_OBJECT_TYPE));
	}
	AcpiResult<u64> integer() const
	{
		if (type() != AcpiType::integer)
			return acpi_errors::type;
		return u64{field<u64>(object_, LAYOUT_ACPI_OBJECT_INTEGER)};
	}
	AcpiResult<Text> string() const
	{
		if (type() != AcpiType::string)
			return acpi_errors::type;
		return Text(field<const char *>(object_, LAYOUT_ACPI_OBJECT_STRING),
			    word(LAYOUT_ACPI_OBJECT_STRING_LENGTH));
	}
	AcpiResult<Span<const u8>> buffer() const
	{
		if (type() != AcpiType::buffer)
			return acpi_errors::type;
		return Span<const u8>(field<const u8 *>(object_, LAYOUT_ACPI_OBJECT_BUFFER),
				      word(LAYOUT_ACPI_OBJECT_BUFFER_LENGTH));
	}
	inline AcpiResult<AcpiPackage> package() const;

private:
	u32 word(size_t offset) const { return field<u32>(object_, offset); }

	acpi_object *object_;
};

/// The elements of a package, each of a type of its own; packages may lie in packages, as deep as the firmware likes.
class AcpiPackage
{
public:
	// For the layer.
	AcpiPackage(acpi_object *elements, size_t size) : elements_(elements), size_(size) {}

	size_t size() const { return size_; }
	/// AE_LIMIT (ERANGE) beyond the end.
	AcpiResult<AcpiValue> at(size_t index) const
	{
		if (index >= size_)
			return acpi_errors::limit;
		return AcpiValue(reinterpret_cast<acpi_object *>(reinterpret_cast<char *>(elements_) +
								 index * LAYOUT_ACPI_OBJECT_SIZE));
	}

private:
	acpi_object *elements_;
	size_t size_;
};

inline AcpiResult<AcpiPackage> AcpiValue::package() const
{
	if (type() != AcpiType::package)
		return acpi_errors::type;
	return AcpiPackage(field<acpi_object *>(object_, LAYOUT_ACPI_OBJECT_PACKAGE),
			   word(LAYOUT_ACPI_OBJECT_PACKAGE_COUNT));
}

/// What an evaluation gave: the value and all that is in it, freed with this. Movable.
class AcpiObject
{
public:
	// For the layer: takes over what the kernel has allocated, or nullptr.
	explicit AcpiObject(acpi_object *object) : object_(object) {}
	AcpiObject(AcpiObject &&other) : object_(kernel::exchange(other.object_, nullptr)) {}
	AcpiObject &operator=(AcpiObject &&other)
	{
		AcpiObject old(kernel::exchange(object_, kernel::exchange(other.object_, nullptr)));
		return *this;
	}
	~AcpiObject() { shim_kfree(object_); }

	/// False: the method returned nothing.
	bool has_value() const { return object_ != nullptr; }
	/// Valid as long as this object; of type `any` if there is none.
	AcpiValue value() const & { return AcpiValue(object_); }
	// (It would be freed before it could be read: keep the object in a variable.)
	AcpiValue value() const && = delete;

private:
	acpi_object *object_;
};

} // namespace
} // namespace kernel
