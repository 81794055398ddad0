/* SPDX-License-Identifier: GPL-2.0-only */
/* What rusty is called, takes and offers; the words are those of kernel/declarations.h. */
KERNEL_MODULE(rusty::Driver, "GPL v2", "The rusty developers",
	      "One number, kept in the kernel: read, write, change, await and map it (/dev/rusty)", "0.1.0")

PARAMETER(number, "long long", 0644, "the number (default 2023); a write while loaded is a store to the device")
PARAMETER(unpinned_number, "long long", 0644, "the number that moved when it was made (default 3202)")
PARAMETER(numbers, "array of int", 0444, "1 to 16 numbers, told of when the module is unloaded (default 72,108,200)")

FILES(rusty::Files)
FILE_OPERATION(read)
FILE_OPERATION(read_iter)
FILE_OPERATION(write)
FILE_OPERATION(write_iter)
FILE_OPERATION(poll)
FILE_OPERATION(unlocked_ioctl)
FILE_OPERATION(mmap)
FILE_OPERATION(release)
FILE_OPERATION_OF_KERNEL(compat_ioctl, compat_ptr_ioctl)
FILE_OPERATION_OF_KERNEL(llseek, default_llseek)
FILE_OPERATION_OF_KERNEL(splice_read, kernel_splice_read)
VM_OPERATION(fault)

DEVICE_ATTRIBUTE_RW(number)
DEVICE_ATTRIBUTE_RW(unpinned_number)
DEVICE_ATTRIBUTE_RO(numbers)
DEVICE_ATTRIBUTE_RO(generation)
