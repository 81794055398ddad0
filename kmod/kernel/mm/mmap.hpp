// SPDX-License-Identifier: GPL-2.0-only
// Mapping a device: the operations mmap and fault, and what they are called with.
//
//     mmap      Open &, File, VmArea       -> Result<void>; the kernel holds the mmap lock for writing
//     fault     Open &, File, PageFault    -> FaultResult; a page is touched and not there
//
// A device maps memory in mmap, with VmArea::map, or page for page in fault, when they are touched.
#pragma once

#include "kernel/file/operations.hpp"
#include "kernel/memory/page.hpp"
#include "kernel/mm/mappable_buffer.hpp"
#include "kernel/mm/operations.h"
#include "kernel/mm/shim.h"

struct vm_area_struct;
struct vm_fault;
using vm_fault_t = unsigned int;

namespace kernel
{
namespace
{

#define KERNEL_OPERATION_TYPE(name, result, ...) using VmOperation_##name = result (*)(__VA_ARGS__);
KERNEL_VM_OPERATIONS(KERNEL_OPERATION_TYPE)
#undef KERNEL_OPERATION_TYPE

using VmOperationsTable = Table<LAYOUT_VM_OPERATIONS_SIZE, VmOperation_fault>;

/// A mapping that mmap(2) is making. Process context; the kernel holds the mmap lock.
class VmArea
{
public:
	VmArea(vm_area_struct *area, const void *operations) : area_(area), operations_(operations) {}

	/// In bytes; a multiple of the page size.
	size_t size() const { return word(LAYOUT_VMA_END) - word(LAYOUT_VMA_START); }
	/// Where in the device it begins.
	unsigned long offset_pages() const { return word(LAYOUT_VMA_OFFSET_PAGES); }
	bool writable() const { return (flags() & LAYOUT_VM_WRITE) != 0; }
	bool executable() const { return (flags() & LAYOUT_VM_EXEC) != 0; }

	/// For good: mprotect cannot add what is taken away here, mremap cannot grow it, a core dump leaves it out.
	void forbid_write_and_exec()
	{
		shim_vm_flags_mod(area_, LAYOUT_VM_DONTEXPAND | LAYOUT_VM_DONTDUMP,
				  LAYOUT_VM_MAYWRITE | LAYOUT_VM_MAYEXEC);
	}
	/// From now on the device's fault operation serves it.
	void set_vm_ops() { field<const void *>(area_, LAYOUT_VMA_OPERATIONS) = operations_; }

	/// Maps the buffer, from the page at offset_pages() on (remap_vmalloc_range). EINVAL: it has fewer pages. ENOMEM. Sleeps.
	///
	/// A shared mapping is the buffer: what a process stores, the driver and all other processes see, a child too. In a private one
	/// (MAP_PRIVATE) a page is the process's own from its first store on. munmap of a part, mremap to another place and mprotect
	/// work as with a file, and mprotect allows to write what the file was opened for; forbid_write_and_exec() before this takes it
	/// away. mremap cannot grow it (EFAULT), a core dump leaves it out. A page that the process drops itself (MADV_DONTNEED) is SIGBUS from
	/// then on, but where set_vm_ops() lets the fault operation serve it. When the device is removed the mapping stays, see MappableBuffer.
	Result<void> map(const MappableBuffer &buffer)
	{
		return Result<void>::from_kernel(
			shim_remap_vmalloc_range(area_, buffer.address(), offset_pages()));
	}
	/// The same of single pages (vm_insert_page). ENXIO: there are fewer.
	Result<void> map(Span<const Page> pages)
	{
		const size_t count = size() / page_size;
		if (offset_pages() > pages.size() || count > pages.size() - offset_pages())
			return Errno(ENXIO);
		shim_vm_flags_mod(area_, LAYOUT_VM_DONTEXPAND | LAYOUT_VM_DONTDUMP, 0);
		unsigned long address = word(LAYOUT_VMA_START);
		for (const Page &page : pages.from(offset_pages()).first(count)) {
			TRY(Result<void>::from_kernel(shim_vm_insert_page(area_, address, page.raw())));
			address += page_size;
		}
		return {};
	}
	// (The process would have the pages to itself.)
	Result<void> map(MappableBuffer &&) = delete;
	template <typename Memory>
	requires(!__is_constructible(Span<const Page>, const Memory &)) Result<void> map(const Memory &)
	{
		static_assert(is_same<Memory, void>,
			      "only memory whose pages a mapping counts can be mapped, a MappableBuffer or "
			      "Pages: the "
			      "process would keep what a Box, a Vec or a variable has when that is freed");
		return {};
	}

private:
	unsigned long word(size_t offset) const { return field<unsigned long>(area_, offset); }
	unsigned long flags() const
	{
		static_assert(LAYOUT_VMA_FLAGS_SIZE == sizeof(unsigned long));
		return word(LAYOUT_VMA_FLAGS);
	}

	vm_area_struct *area_;
	const void *operations_;
};

/// What a fault operation says.
class FaultResult
{
public:
	constexpr explicit FaultResult(vm_fault_t bits) : bits_(bits) {}
	/// For the layer.
	constexpr vm_fault_t bits() const { return bits_; }

private:
	vm_fault_t bits_;
};

/// A page of a mapping that is touched and not there.
class PageFault
{
public:
	explicit PageFault(vm_fault *fault) : fault_(fault) {}

	/// Which page of the device.
	unsigned long offset_pages() const { return field<unsigned long>(fault_, LAYOUT_VMF_OFFSET_PAGES); }
	/// Maps this page, which the mapping then holds a count of.
	FaultResult map(const Page &page)
	{
		shim_get_page(page.raw());
		field<struct page *>(fault_, LAYOUT_VMF_PAGE) = page.raw();
		return FaultResult(0);
	}
	/// The process gets SIGBUS.
	FaultResult sigbus() { return FaultResult(LAYOUT_VM_FAULT_SIGBUS); }

private:
	vm_fault *fault_;
};

namespace operation
{

struct fault {
	// (Not one of file_operations: mmap hands it to the mapping.)
	template <typename Host>
	static constexpr void fill(FileOperationsTable &)
	{
	}
	template <typename Host>
	static vm_fault_t entry(vm_fault *raw)
	{
		using Entries = FileEntries<Host>;
		const File file(
			field<struct file *>(field<vm_area_struct *>(raw, LAYOUT_VMF_VMA), LAYOUT_VMA_FILE));
		Host &host = Entries::host(file);
		if constexpr (Host::may_go)
			if (host.device().removed()) [[unlikely]]
				return LAYOUT_VM_FAULT_SIGBUS;
		return Entries::State::call(file, [&](auto &open) {
			return call_with<&Host::Device::fault>(host.device(), open, file, PageFault(raw))
				.bits();
		});
	}
};

template <typename Host>
constexpr VmOperationsTable make_vm_operations()
{
	using D = typename Host::Device;
	VmOperationsTable table{};
	KERNEL_CHECK_OPERATION(fault, "Open &, File, PageFault", PageFault)
	if constexpr (lists_operation<D, operation::fault>()) {
		static_assert(is_same<ReturnedBy<&D::fault>, FaultResult>,
			      "the device's `fault` must return FaultResult");
		table.set(LAYOUT_VM_OPERATIONS_fault, &operation::fault::entry<Host>);
	}
	return table;
}
template <typename Host>
constinit const VmOperationsTable vm_operations_of = make_vm_operations<Host>();

struct mmap {
	template <typename Host>
	static constexpr void fill(FileOperationsTable &table)
	{
		using D = typename Host::Device;
		KERNEL_CHECK_OPERATION(mmap, "Open &, File, VmArea", VmArea)
		static_assert(is_same<ReturnedBy<&D::mmap>, Result<void>>,
			      "the device's `mmap` must return Result<void>");
		table.set(LAYOUT_FILE_OPERATIONS_mmap, &entry<Host>);
	}
	template <typename Host>
	static int entry(file *file, vm_area_struct *area)
	{
		return static_cast<int>(FileEntries<Host>::template call<&Host::Device::mmap>(
			File(file), VmArea(area, &vm_operations_of<Host>)));
	}
};

} // namespace operation

} // namespace
} // namespace kernel
