/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_ACPI_SHIM_H
#define KERNEL_ACPI_SHIM_H

#include "kernel/core/boundary.h"

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
const char *shim_acpi_format_exception(unsigned int status) DIRECT(acpi_format_exception);
SHIMS_END

#endif
