// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/memory/box.hpp"
#include "kernel/memory/vec.hpp"
#include "kernel/mm/mmap.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

template <typename D>
struct Host : FileHost {
	using Device = D;
	static constexpr bool may_go = false;
	D &device();
};
// As a device is registered with it.
template <typename D>
const void *table()
{
	return &file_operations_of<Host<D>>;
}

struct Mmaps {
	using Operations = FileOperations<operation::mmap>;
	Result<void> mmap(VmArea);
};
struct MmapUnlisted {
	using Operations = FileOperations<>;
	Result<void> mmap(VmArea);
};
struct MmapMissing {
	using Operations = FileOperations<operation::mmap>;
};
class MmapPrivate
{
public:
	using Operations = FileOperations<operation::mmap>;

private:
	Result<void> mmap(VmArea);
};
struct MmapOverloaded {
	using Operations = FileOperations<operation::mmap>;
	Result<void> mmap(VmArea);
	Result<void> mmap(int);
};
struct MmapTemplate {
	using Operations = FileOperations<operation::mmap>;
	template <typename T>
	Result<void> mmap(T);
};
struct MmapTaking {
	using Operations = FileOperations<operation::mmap>;
	Result<void> mmap(UserReader);
};
struct MmapReturning {
	using Operations = FileOperations<operation::mmap>;
	bool mmap(VmArea);
};
[[maybe_unused]] auto mmap_tables()
{
	(void)table<Mmaps>();
	(void)table<MmapUnlisted>(); // FAULT: `mmap` is a member of the device, but not in its Operations: list operation::mmap
	(void)table<MmapMissing>(); // FAULT: operation::mmap is in the device's Operations, but it has no member function `mmap`
	(void)table<MmapPrivate>(); // FAULT: `mmap` must be one public member function: it is private, overloaded or a template
	(void)table<MmapOverloaded>(); // FAULT: `mmap` must be one public member function: it is private, overloaded or a template
	(void)table<MmapTemplate>(); // FAULT: `mmap` must be one public member function: it is private, overloaded or a template
	(void)table<MmapTaking>(); // FAULT: `mmap` takes a parameter that this operation does not have: it may take, in any order, Open &, File, VmArea
	(void)table<MmapReturning>(); // FAULT: the device.s `mmap` must return Result<void>
}

struct Faults {
	using Operations = FileOperations<operation::fault, operation::mmap>;
	Result<void> mmap(VmArea);
	FaultResult fault(PageFault);
};
struct FaultUnlisted {
	using Operations = FileOperations<operation::mmap>;
	Result<void> mmap(VmArea);
	FaultResult fault(PageFault);
};
struct FaultMissing {
	using Operations = FileOperations<operation::fault, operation::mmap>;
	Result<void> mmap(VmArea);
};
class FaultPrivate
{
public:
	using Operations = FileOperations<operation::fault, operation::mmap>;
	Result<void> mmap(VmArea);

private:
	FaultResult fault(PageFault);
};
struct FaultOverloaded {
	using Operations = FileOperations<operation::fault, operation::mmap>;
	Result<void> mmap(VmArea);
	FaultResult fault(PageFault);
	FaultResult fault(int);
};
struct FaultTemplate {
	using Operations = FileOperations<operation::fault, operation::mmap>;
	Result<void> mmap(VmArea);
	template <typename T>
	FaultResult fault(T);
};
struct FaultTaking {
	using Operations = FileOperations<operation::fault, operation::mmap>;
	Result<void> mmap(VmArea);
	FaultResult fault(UserReader);
};
struct FaultReturning {
	using Operations = FileOperations<operation::fault, operation::mmap>;
	Result<void> mmap(VmArea);
	bool fault(PageFault);
};
[[maybe_unused]] auto fault_tables()
{
	(void)table<Faults>();
	(void)table<FaultUnlisted>(); // FAULT: `fault` is a member of the device, but not in its Operations: list operation::fault
	(void)table<FaultMissing>(); // FAULT: operation::fault is in the device's Operations, but it has no member function `fault`
	(void)table<FaultPrivate>(); // FAULT: `fault` must be one public member function: it is private, overloaded or a template
	(void)table<FaultOverloaded>(); // FAULT: `fault` must be one public member function: it is private, overloaded or a template
	(void)table<FaultTemplate>(); // FAULT: `fault` must be one public member function: it is private, overloaded or a template
	(void)table<FaultTaking>(); // FAULT: `fault` takes a parameter that this operation does not have: it may take, in any order, Open &, File, PageFault
	(void)table<FaultReturning>(); // FAULT: the device.s `fault` must return FaultResult
}

struct FaultAlone {
	using Operations = FileOperations<operation::fault>;
	FaultResult fault(PageFault);
};
[[maybe_unused]] auto fault_alone()
{
	(void)table<FaultAlone>(); // FAULT: operation::fault serves what operation::mmap has mapped: list that, too
}

struct Header {
	u32 head;
};
[[maybe_unused]] void maps(VmArea area, MappableBuffer buffer, Vec<Page> pages, VVec<char> bytes, Box<Header> box, Header *pointer)
{
	Page both[2] = {Page::make(Gfp::kernel).value(), Page::make(Gfp::kernel).value()};
	Header local = {};
	(void)area.map(buffer);
	(void)area.map(pages.items());
	(void)area.map(both);
	area.map(buffer); // FAULT: ignoring|an error would be ignored
	(void)area.map(MappableBuffer::make(1).value()); // FAULT: deleted
	(void)area.map(bytes); // FAULT: only memory whose pages a mapping counts can be mapped
	(void)area.map(pages); // FAULT: only memory whose pages a mapping counts can be mapped
	(void)area.map(box); // FAULT: only memory whose pages a mapping counts can be mapped
	(void)area.map(*box); // FAULT: only memory whose pages a mapping counts can be mapped
	(void)area.map(local); // FAULT: only memory whose pages a mapping counts can be mapped
	(void)area.map(pointer); // FAULT: only memory whose pages a mapping counts can be mapped
	(void)buffer.word<u32>(0).value()->load();
	(void)buffer.word<u8>(0); // FAULT: a word that is shared with user space is one that this machine loads and stores as one
	(void)buffer.word<Header>(0); // FAULT: a word that is shared with user space is one|constraints not satisfied
	u32 *plain = buffer.word<u32>(0).value(); // FAULT: cannot convert|cannot initialize
	MappableBuffer copy = buffer; // FAULT: (deleted|implicitly)
}

} // namespace
