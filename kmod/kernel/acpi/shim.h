/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_ACPI_SHIM_H
#define KERNEL_ACPI_SHIM_H

#include "kernel/core/boundary.h"

struct device;
union acpi_object;

SHIMS_BEGIN
/* What was asked for, if the status beside it, an acpi_status, is 0. */
struct shim_acpi_handle {
	void *handle;
	unsigned int status;
};
struct shim_acpi_result {
	union acpi_object *object;
	unsigned int status;
};
bool shim_acpi_disabled(void);
/* These two sleep. A parent of NULL: the path begins with a backslash. */
struct shim_acpi_handle shim_acpi_get_handle(void *parent, const char *path);
/* The result is freed with kfree, also one beside an error; NULL, if there is none. The arguments are only read. */
struct shim_acpi_result shim_acpi_evaluate_object(void *handle, unsigned int count,
						  union acpi_object *arguments);
/* NULL: no object of ACPI stands for the device. Any context. */
void *shim_acpi_device_handle(struct device *device);
/* An acpi_status. Both sleep; removing waits for handlers that run. */
unsigned int shim_acpi_install_notify_handler(void *device, u32 type, void (*handler)(void *, u32, void *),
					      void *context) DIRECT(acpi_install_notify_handler);
unsigned int shim_acpi_remove_notify_handler(void *device, u32 type, void (*handler)(void *, u32, void *))
	DIRECT(acpi_remove_notify_handler);
const char *shim_acpi_format_exception(unsigned int status) DIRECT(acpi_format_exception);
SHIMS_END

#endif
