// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

#include "kernel/mm/operations.h"

#define VM_OPERATION_TYPE(operation, ...) OPERATION_TYPE(vm_operations_struct, operation, __VA_ARGS__)
KERNEL_VM_OPERATIONS(VM_OPERATION_TYPE)

#define VM_OPERATION_LAYOUT(operation, ...)                                                                  \
	DEFINE(LAYOUT_VM_OPERATIONS_##operation, offsetof(struct vm_operations_struct, operation));

LAYOUTS(mm)
{
	DEFINE(LAYOUT_VM_OPERATIONS_SIZE, sizeof(struct vm_operations_struct));
	KERNEL_VM_OPERATIONS(VM_OPERATION_LAYOUT)

	DEFINE(LAYOUT_VMA_START, offsetof(struct vm_area_struct, vm_start));
	DEFINE(LAYOUT_VMA_END, offsetof(struct vm_area_struct, vm_end));
	DEFINE(LAYOUT_VMA_OFFSET_PAGES, offsetof(struct vm_area_struct, vm_pgoff));
	DEFINE(LAYOUT_VMA_FLAGS, offsetof(struct vm_area_struct, vm_flags));
	DEFINE(LAYOUT_VMA_FLAGS_SIZE, sizeof_field(struct vm_area_struct, vm_flags));
	DEFINE(LAYOUT_VMA_OPERATIONS, offsetof(struct vm_area_struct, vm_ops));
	DEFINE(LAYOUT_VMA_FILE, offsetof(struct vm_area_struct, vm_file));
	DEFINE(LAYOUT_VMF_OFFSET_PAGES, offsetof(struct vm_fault, pgoff));
	DEFINE(LAYOUT_VMF_PAGE, offsetof(struct vm_fault, page));
	DEFINE(LAYOUT_VMF_VMA, offsetof(struct vm_fault, vma));

	DEFINE(LAYOUT_VM_WRITE, VM_WRITE);
	DEFINE(LAYOUT_VM_EXEC, VM_EXEC);
	DEFINE(LAYOUT_VM_MAYWRITE, VM_MAYWRITE);
	DEFINE(LAYOUT_VM_MAYEXEC, VM_MAYEXEC);
	DEFINE(LAYOUT_VM_DONTEXPAND, VM_DONTEXPAND);
	DEFINE(LAYOUT_VM_DONTDUMP, VM_DONTDUMP);
	DEFINE(LAYOUT_VM_FAULT_SIGBUS, (__force unsigned int)VM_FAULT_SIGBUS);
}
