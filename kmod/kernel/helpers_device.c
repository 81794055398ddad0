// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shims of <linux/miscdevice.h>, of mappings in <linux/mm.h> and of <linux/moduleparam.h>. The tables that a
 * device and a mapping are given stand in layer_module.c, which comes first.
 */
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

void shim_misc_set(struct miscdevice *device, const char *name, unsigned short mode)
{
	*device = (struct miscdevice){
		.minor = MISC_DYNAMIC_MINOR,
		.name = name,
		.mode = mode,
		.fops = &layer_file_operations,
		.groups = layer_attribute_groups,
	};
}

int shim_misc_register(struct miscdevice *device)
{
	return misc_register(device);
}

void shim_misc_deregister(struct miscdevice *device)
{
	misc_deregister(device);
}

void shim_vm_flags_mod(struct vm_area_struct *area, unsigned long set, unsigned long clear)
{
#if KERNEL_HAS_VM_FLAGS_MOD
	vm_flags_mod(area, set, clear);
#else
	area->vm_flags = (area->vm_flags | set) & ~clear;
#endif
}

void shim_vma_set_operations(struct vm_area_struct *area)
{
	area->vm_ops = &layer_vm_operations;
}

void shim_kernel_param_lock(void)
{
	kernel_param_lock(THIS_MODULE);
}

void shim_kernel_param_unlock(void)
{
	kernel_param_unlock(THIS_MODULE);
}
