/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_MM_SHIM_H
#define KERNEL_MM_SHIM_H

#include "kernel/core/boundary.h"

struct page;
struct vm_area_struct;

SHIMS_BEGIN
/* A mapping that is being made; the caller holds the mmap lock for writing. */
void shim_vm_flags_mod(struct vm_area_struct *area, unsigned long set, unsigned long clear);
/* The same, which sleep: 0 or a negative errno; then the kernel takes away what is mapped already. The mapping counts each page. */
int shim_remap_vmalloc_range(struct vm_area_struct *area, void *memory, unsigned long offset_pages)
	DIRECT(remap_vmalloc_range);
int shim_vm_insert_page(struct vm_area_struct *area, unsigned long address, struct page *page)
	DIRECT(vm_insert_page);
/* Memory for remap_vmalloc_range, all zeroes. Both sleep. NULL: out of memory; a size of 0 is a warning in the log. */
void *shim_vmalloc_user(unsigned long size);
void shim_vfree(const void *memory) DIRECT(vfree);
SHIMS_END

#endif
