// SPDX-License-Identifier: GPL-2.0-only
/* Shims of mappings in <linux/mm.h> and <linux/vmalloc.h>. */
#include <linux/mm.h>
#include <linux/vmalloc.h>

#include "kernel/mm/shim.h"

SAME_TYPE(remap_vmalloc_range);
SAME_TYPE(vm_insert_page);
SAME_TYPE(vfree);

SHIM(void, vm_flags_mod, struct vm_area_struct *area, unsigned long set, unsigned long clear)
{
#if KERNEL_HAS_VM_FLAGS_MOD
	vm_flags_mod(area, set, clear);
#else
	area->vm_flags = (area->vm_flags | set) & ~clear;
#endif
}

SHIM(void *, vmalloc_user, unsigned long size)
{
	return vmalloc_user(size);
}
