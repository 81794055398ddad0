// SPDX-License-Identifier: GPL-2.0-only
// The fake of ACPI: a namespace that a test fills, of objects that answer with what the test says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

struct device;

// (The kernel's fields in other places.)
union acpi_object {
	struct {
		std::uint64_t value;
		std::uint32_t type;
	} integer;
	struct {
		char *pointer;
		std::uint32_t type;
		std::uint32_t length;
	} string;
	struct {
		unsigned char *pointer;
		std::uint32_t type;
		std::uint32_t length;
	} buffer;
	struct {
		acpi_object *elements;
		std::uint32_t type;
		std::uint32_t count;
	} package;
};

#define LAYOUT_ACPI_OBJECT_SIZE sizeof(::acpi_object)
#define LAYOUT_ACPI_OBJECT_ALIGN alignof(::acpi_object)
#define LAYOUT_ACPI_OBJECT_TYPE offsetof(::acpi_object, integer.type)
#define LAYOUT_ACPI_OBJECT_INTEGER offsetof(::acpi_object, integer.value)
#define LAYOUT_ACPI_OBJECT_STRING_LENGTH offsetof(::acpi_object, string.length)
#define LAYOUT_ACPI_OBJECT_STRING offsetof(::acpi_object, string.pointer)
#define LAYOUT_ACPI_OBJECT_BUFFER_LENGTH offsetof(::acpi_object, buffer.length)
#define LAYOUT_ACPI_OBJECT_BUFFER offsetof(::acpi_object, buffer.pointer)
#define LAYOUT_ACPI_OBJECT_PACKAGE_COUNT offsetof(::acpi_object, package.count)
#define LAYOUT_ACPI_OBJECT_PACKAGE offsetof(::acpi_object, package.elements)

#define LAYOUT_ACPI_TYPE_ANY 10
#define LAYOUT_ACPI_TYPE_INTEGER 11
#define LAYOUT_ACPI_TYPE_STRING 12
#define LAYOUT_ACPI_TYPE_BUFFER 13
#define LAYOUT_ACPI_TYPE_PACKAGE 14
#define LAYOUT_ACPI_METHOD_NUM_ARGS 7

#define LAYOUT_ACPI_ALL_NOTIFY 0x30

#define LAYOUT_AE_ACCESS 101
#define LAYOUT_AE_ALREADY_EXISTS 102
#define LAYOUT_AE_BAD_PARAMETER 103
#define LAYOUT_AE_BAD_PATHNAME 104
#define LAYOUT_AE_LIMIT 105
#define LAYOUT_AE_NO_MEMORY 106
#define LAYOUT_AE_NOT_EXIST 107
#define LAYOUT_AE_NOT_FOUND 108
#define LAYOUT_AE_NO_NAMESPACE 109
#define LAYOUT_AE_SUPPORT 110
#define LAYOUT_AE_TIME 111
#define LAYOUT_AE_TYPE 112

namespace fake
{

// A value as a test has it: the text is that of a string, or the bytes of a buffer.
struct AcpiTree {
	std::uint32_t type = LAYOUT_ACPI_TYPE_ANY;
	std::uint64_t integer = 0;
	std::string text = {};
	std::vector<AcpiTree> elements = {};
	bool operator==(const AcpiTree &) const = default;
};
inline AcpiTree acpi_integer(std::uint64_t value)
{
	return {LAYOUT_ACPI_TYPE_INTEGER, value};
}
inline AcpiTree acpi_string(std::string text)
{
	return {LAYOUT_ACPI_TYPE_STRING, 0, std::move(text)};
}
inline AcpiTree acpi_buffer(std::string bytes)
{
	return {LAYOUT_ACPI_TYPE_BUFFER, 0, std::move(bytes)};
}
inline AcpiTree acpi_package(std::vector<AcpiTree> elements)
{
	return {LAYOUT_ACPI_TYPE_PACKAGE, 0, {}, std::move(elements)};
}

// What a method answers: a status, and a value if there is one.
struct AcpiAnswer {
	unsigned int status = 0;
	std::vector<AcpiTree> value = {};
};
using AcpiMethod = std::function<AcpiAnswer(const std::vector<AcpiTree> &arguments)>;

// An object at this path, "\\_SB.LID0". What it answers is allocated, and counted, as all memory is.
void add_acpi(const std::string &path, AcpiMethod method);
// The object at this path stands for a device of the kernel.
void set_acpi_companion(::device *device, const std::string &path);
// As Notify(path, value) in the firmware's code: how many handlers were called.
int notify_acpi(const std::string &path, unsigned int value);
// As with acpi=off.
void disable_acpi();

} // namespace fake
