/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads the module's declarations (NAME.module.h) once more. Whoever includes this has defined those of the words
 * below that it wants to see; the others mean nothing this time. No include guard: it is included once a purpose.
 *
 * The words of a NAME.module.h:
 *
 *   KERNEL_MODULE(class, license, author, description, version)
 *	The C++ class whose create() is module_init and whose destructor is module_exit, and what modinfo shows.
 *   PARAMETER(name, type, mode, description)
 *	A module parameter, kept by the C++ object parameters::name (kernel/parameter.hpp); type is what modinfo
 *	shows, mode the mode of its file in /sys/module/<module>/parameters (0: none).
 *   FILES(class)
 *	The C++ class with the static functions that FILE_OPERATION names.
 *   FILE_OPERATION(operation)
 *	One of file_operations, in C++: open, release, read, write, read_iter, write_iter, poll, unlocked_ioctl, mmap
 *	(what each is called with: KERNEL_ENTRY_<operation> in entries.hpp).
 *   FILE_OPERATION_OF_KERNEL(operation, function)
 *	One of file_operations, a function of the kernel's own.
 *   VM_OPERATION(operation)
 *	One of vm_operations_struct, in C++: fault.
 *   DEVICE_ATTRIBUTE_RO(name)
 *	A sysfs file of the misc device, kept by the C++ object attributes::name; mode 0444.
 *   DEVICE_ATTRIBUTE_RW(name)
 *	The same, mode 0644.
 */
#ifndef KERNEL_MODULE
#define KERNEL_MODULE(...)
#endif
#ifndef PARAMETER
#define PARAMETER(...)
#endif
#ifndef FILES
#define FILES(...)
#endif
#ifndef FILE_OPERATION
#define FILE_OPERATION(...)
#endif
#ifndef FILE_OPERATION_OF_KERNEL
#define FILE_OPERATION_OF_KERNEL(...)
#endif
#ifndef VM_OPERATION
#define VM_OPERATION(...)
#endif
#ifndef DEVICE_ATTRIBUTE_RO
#define DEVICE_ATTRIBUTE_RO(...)
#endif
#ifndef DEVICE_ATTRIBUTE_RW
#define DEVICE_ATTRIBUTE_RW(...)
#endif

#include KERNEL_DECLARATIONS

#undef KERNEL_MODULE
#undef PARAMETER
#undef FILES
#undef FILE_OPERATION
#undef FILE_OPERATION_OF_KERNEL
#undef VM_OPERATION
#undef DEVICE_ATTRIBUTE_RO
#undef DEVICE_ATTRIBUTE_RW
