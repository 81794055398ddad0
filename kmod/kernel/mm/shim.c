// SPDX-License-Identifier: GPL-2.0-only
/* Shims of mappings in <linux/mm.h>. */
#include <linux/mm.h>

#include "kernel/mm/shim.h"

SHIM(void, vm_flags_mod, struct vm_area_struct *area, unsigned long set, unsigned long clear)
{
#if KERNEL_HAS_VM_FLAGS_MOD
	vm_flags_mod(area, set, clear);
#else
	area->vm_flags = (area->vm_flags | set) & ~clear;
#endif
}
