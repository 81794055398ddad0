// SPDX-License-Identifier: GPL-2.0-only
// AcpiArgument: what a method of ACPI is called with: an integer, a text or bytes.
#pragma once

#include "kernel/acpi/shim.h"
#include "kernel/core/field.hpp"
#include "kernel/core/span.hpp"

namespace kernel
{
namespace
{

/// An argument of a method. A text and bytes are looked at when the method is called, and must be there until then; they are as long
/// as they say, up to 4 GiB.
class AcpiArgument
{
public:
	/// The integer 0.
	AcpiArgument() : AcpiArgument(0) {}
	/// An integer of 64 bits; a negative one with its sign in all of them.
	template <Integer T>
	AcpiArgument(T value)
	{
		set_type(LAYOUT_ACPI_TYPE_INTEGER);
		field<u64>(&object_, LAYOUT_ACPI_OBJECT_INTEGER) = static_cast<u64>(value);
	}
	/// A string: the text up to its first NUL, if it has one, is what most methods will see.
	AcpiArgument(Text text)
	{
		set_type(LAYOUT_ACPI_TYPE_STRING);
		field<u32>(&object_, LAYOUT_ACPI_OBJECT_STRING_LENGTH) = static_cast<u32>(text.size());
		field<const char *>(&object_, LAYOUT_ACPI_OBJECT_STRING) = text.data();
	}
	/// A buffer.
	AcpiArgument(Span<const u8> bytes)
	{
		set_type(LAYOUT_ACPI_TYPE_BUFFER);
		field<u32>(&object_, LAYOUT_ACPI_OBJECT_BUFFER_LENGTH) = static_cast<u32>(bytes.size());
		field<const u8 *>(&object_, LAYOUT_ACPI_OBJECT_BUFFER) = bytes.data();
	}

private:
	void set_type(u32 type) { field<u32>(&object_, LAYOUT_ACPI_OBJECT_TYPE) = type; }

	Opaque<LAYOUT_ACPI_OBJECT_SIZE, LAYOUT_ACPI_OBJECT_ALIGN> object_ = {};
};
static_assert(sizeof(AcpiArgument) == LAYOUT_ACPI_OBJECT_SIZE, "an array of them is one of the kernel's");

} // namespace
} // namespace kernel
