// SPDX-License-Identifier: GPL-2.0-only
// The fake of mappings: what mmap(2) makes of an open file, and touches of it.
#pragma once

#include <cstddef>

struct file;
struct page;
struct vm_fault;

struct vm_operations_struct {
	void *padding[3];
	unsigned int (*fault)(vm_fault *);
	void *more;
};
struct vm_area_struct {
	file *vm_file;
	unsigned long vm_start;
	unsigned long vm_end;
	unsigned long vm_pgoff;
	unsigned long vm_flags;
	const vm_operations_struct *vm_ops;
	void *inserted = nullptr; // the fake's own: what mmap has mapped
};
struct vm_fault {
	unsigned long pgoff;
	struct page *page;
	vm_area_struct *vma;
};

#define LAYOUT_VM_OPERATIONS_SIZE sizeof(::vm_operations_struct)
#define LAYOUT_VM_OPERATIONS_fault offsetof(::vm_operations_struct, fault)
#define LAYOUT_VMA_START offsetof(::vm_area_struct, vm_start)
#define LAYOUT_VMA_END offsetof(::vm_area_struct, vm_end)
#define LAYOUT_VMA_OFFSET_PAGES offsetof(::vm_area_struct, vm_pgoff)
#define LAYOUT_VMA_FLAGS offsetof(::vm_area_struct, vm_flags)
#define LAYOUT_VMA_FLAGS_SIZE sizeof(::vm_area_struct::vm_flags)
#define LAYOUT_VMA_OPERATIONS offsetof(::vm_area_struct, vm_ops)
#define LAYOUT_VMA_FILE offsetof(::vm_area_struct, vm_file)
#define LAYOUT_VMF_OFFSET_PAGES offsetof(::vm_fault, pgoff)
#define LAYOUT_VMF_PAGE offsetof(::vm_fault, page)
#define LAYOUT_VMF_VMA offsetof(::vm_fault, vma)

#define KERNEL_HAS_VM_FLAGS_MOD 1
#define KERNEL_HAS_VM_FLAGS_FIELD 0
#define LAYOUT_VM_READ 0x10000 // (the fake's own: the layer never asks for it)
#define LAYOUT_VM_WRITE 0x20000
#define LAYOUT_VM_EXEC 0x40000
#define LAYOUT_VM_MAYWRITE 0x80000
#define LAYOUT_VM_MAYEXEC 0x100000
#define LAYOUT_VM_DONTEXPAND 0x200000
#define LAYOUT_VM_DONTDUMP 0x400000
#define LAYOUT_VM_FAULT_SIGBUS 0x800000

namespace fake
{

class OpenFile;

// A mapping of an open file, which must be open as long as this is there. It holds the pages that were touched.
class Mapping
{
public:
	explicit Mapping(OpenFile &file, unsigned long size = 4096, unsigned long offset_pages = 0,
			 unsigned long flags = LAYOUT_VM_READ);
	~Mapping();
	Mapping(const Mapping &) = delete;
	Mapping &operator=(const Mapping &) = delete;

	// What mmap(2) says: 0 or a negative errno.
	int mapped() const { return mapped_; }
	// The first touch of a page: 0 or VM_FAULT bits. SIGBUS if nobody serves the mapping.
	unsigned int touch(unsigned long offset_pages = 0);
	// What the last touch mapped.
	const struct page *page() const { return page_; }
	// What the process sees at this offset of what mmap itself has mapped; nullptr: the touch would be a fault.
	unsigned char *at(unsigned long offset) const;

	unsigned long flags() const { return area_.vm_flags; }
	// Whether the device serves it.
	bool served() const { return area_.vm_ops != nullptr; }

private:
	vm_area_struct area_;
	int mapped_;
	struct page *page_ = nullptr;
};

} // namespace fake
