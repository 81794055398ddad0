/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_FORMAT_SHIM_H
#define KERNEL_FORMAT_SHIM_H

#include "kernel/core/boundary.h"

SHIMS_BEGIN
/* A pointer as the kernel shows it: hashed. Returns the bytes written. */
int shim_scnprintf_pointer(char *to, size_t size, const void *pointer);
SHIMS_END

#endif
