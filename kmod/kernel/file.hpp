// SPDX-License-Identifier: GPL-2.0-only
// An open file, its offset, and a mapping of it, as the file operations of a driver see them.
#pragma once

#include "kernel/atomic.hpp"
#include "kernel/memory.hpp"

namespace kernel
{
namespace
{

// A field of one of the kernel's structures, where its headers say that it lies.
template <typename T, typename Structure>
volatile T &field(Structure *structure, size_t offset)
{
	return *reinterpret_cast<volatile T *>(reinterpret_cast<char *>(structure) + offset);
}

// struct file: who has the device open, and how. Its word is the driver's own (private_data): for a misc
// device without an open operation it starts as the address of the miscdevice. Several threads may use one
// file at once.
class File
{
public:
	explicit File(file *file) : file_(file) {}

	bool readable() const { return (mode() & LAYOUT_FMODE_READ) != 0; }
	bool writable() const { return (mode() & LAYOUT_FMODE_WRITE) != 0; }

	// What it points at is seen as it was when it was put there; compare_exchange_word is fully ordered, and
	// returns what was there.
	void *word() const { return load_acquire(*slot()); }
	void set_word(void *value) const { *slot() = value; }
	void *compare_exchange_word(void *expected, void *desired) const
	{
		return shim_cmpxchg_pointer(const_cast<void **>(slot()), expected, desired);
	}

	file *raw() const { return file_; }

private:
	unsigned int mode() const
	{
		static_assert(LAYOUT_FILE_F_MODE_SIZE == sizeof(unsigned int));
		return field<unsigned int>(file_, LAYOUT_FILE_F_MODE);
	}
	void *volatile *slot() const { return &field<void *>(file_, LAYOUT_FILE_PRIVATE_DATA); }

	file *file_;
};

// The offset of one read or write, which the kernel keeps for the caller.
class Position
{
public:
	explicit Position(loff_t &offset) : offset_(offset) {}

	u64 get() const { return static_cast<u64>(offset_); }
	void advance(size_t bytes) { offset_ += static_cast<loff_t>(bytes); }

private:
	loff_t &offset_;
};

// The file and the offset of a readv or writev.
inline File file_of(kiocb *call)
{
	return File(field<file *>(call, LAYOUT_KIOCB_KI_FILP));
}

inline Position position_of(kiocb *call)
{
	return Position(*reinterpret_cast<loff_t *>(reinterpret_cast<char *>(call) + LAYOUT_KIOCB_KI_POS));
}

// A mapping that mmap(2) is making. Process context; the kernel holds the mmap lock.
class VmArea
{
public:
	explicit VmArea(vm_area_struct *area) : area_(area) {}

	size_t size() const { return word(LAYOUT_VMA_END) - word(LAYOUT_VMA_START); }
	unsigned long offset_pages() const { return word(LAYOUT_VMA_OFFSET_PAGES); }
	bool writable() const { return (flags() & LAYOUT_VM_WRITE) != 0; }
	bool executable() const { return (flags() & LAYOUT_VM_EXEC) != 0; }

	// For good: mprotect cannot add what is taken away here, mremap cannot grow it, a core dump leaves it
	// out.
	void keep_read_only()
	{
		shim_vm_flags_mod(area_, LAYOUT_VM_DONTEXPAND | LAYOUT_VM_DONTDUMP,
				  LAYOUT_VM_MAYWRITE | LAYOUT_VM_MAYEXEC);
	}
	// From now on the module's VM_OPERATIONs serve it.
	void serve_faults() { shim_vma_set_operations(area_); }

private:
	unsigned long word(size_t offset) const { return field<unsigned long>(area_, offset); }
	unsigned long flags() const
	{
		static_assert(LAYOUT_VMA_FLAGS_SIZE == sizeof(unsigned long));
		return word(LAYOUT_VMA_FLAGS);
	}

	vm_area_struct *area_;
};

// A page of a mapping that is touched and not there.
class PageFault
{
public:
	explicit PageFault(vm_fault *fault) : fault_(fault) {}

	unsigned long offset_pages() const { return field<unsigned long>(fault_, LAYOUT_VMF_OFFSET_PAGES); }
	// Maps this page, which the mapping then holds a count of.
	vm_fault_t map(const Page &page)
	{
		shim_get_page(page.get());
		field<struct page *>(fault_, LAYOUT_VMF_PAGE) = page.get();
		return 0;
	}
	// The process gets SIGBUS.
	vm_fault_t refuse() { return LAYOUT_VM_FAULT_SIGBUS; }

private:
	vm_fault *fault_;
};

} // namespace
} // namespace kernel
