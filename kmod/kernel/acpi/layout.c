// SPDX-License-Identifier: GPL-2.0-only
#include <linux/acpi.h>

/* (In which words C++ reads and writes the fields.) */
_Static_assert(sizeof_field(union acpi_object, type) == 4 &&
		       sizeof_field(union acpi_object, integer.value) == 8 &&
		       sizeof_field(union acpi_object, string.length) == 4 &&
		       sizeof_field(union acpi_object, buffer.length) == 4 &&
		       sizeof_field(union acpi_object, package.count) == 4,
	       "union acpi_object has fields of other sizes on this kernel");

LAYOUTS(acpi)
{
	TYPE(ACPI_OBJECT, union acpi_object);
	DEFINE(LAYOUT_ACPI_OBJECT_TYPE, offsetof(union acpi_object, type));
	DEFINE(LAYOUT_ACPI_OBJECT_INTEGER, offsetof(union acpi_object, integer.value));
	DEFINE(LAYOUT_ACPI_OBJECT_STRING_LENGTH, offsetof(union acpi_object, string.length));
	DEFINE(LAYOUT_ACPI_OBJECT_STRING, offsetof(union acpi_object, string.pointer));
	DEFINE(LAYOUT_ACPI_OBJECT_BUFFER_LENGTH, offsetof(union acpi_object, buffer.length));
	DEFINE(LAYOUT_ACPI_OBJECT_BUFFER, offsetof(union acpi_object, buffer.pointer));
	DEFINE(LAYOUT_ACPI_OBJECT_PACKAGE_COUNT, offsetof(union acpi_object, package.count));
	DEFINE(LAYOUT_ACPI_OBJECT_PACKAGE, offsetof(union acpi_object, package.elements));

	DEFINE(LAYOUT_ACPI_TYPE_ANY, ACPI_TYPE_ANY);
	DEFINE(LAYOUT_ACPI_TYPE_INTEGER, ACPI_TYPE_INTEGER);
	DEFINE(LAYOUT_ACPI_TYPE_STRING, ACPI_TYPE_STRING);
	DEFINE(LAYOUT_ACPI_TYPE_BUFFER, ACPI_TYPE_BUFFER);
	DEFINE(LAYOUT_ACPI_TYPE_PACKAGE, ACPI_TYPE_PACKAGE);
	DEFINE(LAYOUT_ACPI_METHOD_NUM_ARGS, ACPI_METHOD_NUM_ARGS);

	DEFINE(LAYOUT_ACPI_ALL_NOTIFY, ACPI_ALL_NOTIFY);

	DEFINE(LAYOUT_AE_ACCESS, AE_ACCESS);
	DEFINE(LAYOUT_AE_ALREADY_EXISTS, AE_ALREADY_EXISTS);
	DEFINE(LAYOUT_AE_BAD_PARAMETER, AE_BAD_PARAMETER);
	DEFINE(LAYOUT_AE_BAD_PATHNAME, AE_BAD_PATHNAME);
	DEFINE(LAYOUT_AE_LIMIT, AE_LIMIT);
	DEFINE(LAYOUT_AE_NO_MEMORY, AE_NO_MEMORY);
	DEFINE(LAYOUT_AE_NOT_EXIST, AE_NOT_EXIST);
	DEFINE(LAYOUT_AE_NOT_FOUND, AE_NOT_FOUND);
	DEFINE(LAYOUT_AE_NO_NAMESPACE, AE_NO_NAMESPACE);
	DEFINE(LAYOUT_AE_SUPPORT, AE_SUPPORT);
	DEFINE(LAYOUT_AE_TIME, AE_TIME);
	DEFINE(LAYOUT_AE_TYPE, AE_TYPE);
}
