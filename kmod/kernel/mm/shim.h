/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_MM_SHIM_H
#define KERNEL_MM_SHIM_H

#include "kernel/core/boundary.h"

struct vm_area_struct;

SHIMS_BEGIN
/* A mapping that is being made; the caller holds the mmap lock for writing. */
void shim_vm_flags_mod(struct vm_area_struct *area, unsigned long set, unsigned long clear);
SHIMS_END

#endif
