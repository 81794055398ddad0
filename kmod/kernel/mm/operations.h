/* SPDX-License-Identifier: GPL-2.0-only */
/* Members of struct vm_operations_struct: as kernel/file/operations.h. */
#define KERNEL_VM_OPERATIONS(X) X(fault, vm_fault_t, struct vm_fault *)
