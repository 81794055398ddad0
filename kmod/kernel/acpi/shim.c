// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/acpi.h>. */
#include <linux/acpi.h>

#include "kernel/acpi/shim.h"

SAME_TYPE(acpi_format_exception);
SAME_TYPE(acpi_install_notify_handler);
SAME_TYPE(acpi_remove_notify_handler);

SHIM(bool, acpi_disabled, void)
{
	return acpi_disabled;
}

SHIM(struct shim_acpi_handle, acpi_get_handle, void *parent, const char *path)
{
	struct shim_acpi_handle found = {};

	found.status = acpi_get_handle(parent, (acpi_string)path, &found.handle);
	return found;
}

SHIM(struct shim_acpi_result, acpi_evaluate_object, void *handle, unsigned int count,
     union acpi_object *arguments)
{
	struct acpi_object_list list = {count, arguments};
	struct acpi_buffer result = {ACPI_ALLOCATE_BUFFER, NULL};
	const acpi_status status = acpi_evaluate_object(handle, NULL, &list, &result);

	return (struct shim_acpi_result){result.pointer, status};
}

SHIM(void *, acpi_device_handle, struct device *device)
{
	return ACPI_HANDLE(device);
}
