// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

/* How a mapping is made permanently read-only. */
NEEDS("VM_FLAGS_MOD|VM_FLAGS_FIELD", "to keep a mapping read-only")

/* 6.3 and later: vma->vm_flags is read-only, and changed by functions. */
PROBE(VM_FLAGS_MOD)
static const void *const __maybe_unused has_vm_flags_mod = vm_flags_mod;

/* Before 6.3: a plain field. */
PROBE(VM_FLAGS_FIELD)
static void __maybe_unused has_vm_flags_field(struct vm_area_struct *area)
{
	area->vm_flags |= VM_DONTEXPAND;
}
