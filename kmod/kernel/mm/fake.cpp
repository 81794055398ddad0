// SPDX-License-Identifier: GPL-2.0-only
// The shim of mappings, and mmap(2) itself.
#include "kernel/mm/shim.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <type_traits>
#include <vector>

#include "kernel/memory/shim.h"
#include "kernel/mm/operations.h"
#include "tests/kit/host/fake.hpp"

using vm_fault_t = unsigned int;
#define SAME_OPERATION(name, result, ...)                                                                    \
	static_assert(std::is_same_v<decltype(vm_operations_struct::name), result (*)(__VA_ARGS__)>);
KERNEL_VM_OPERATIONS(SAME_OPERATION)

namespace
{

// What vmalloc_user gave, until the last reference to its pages is dropped.
struct Pages {
	explicit Pages(std::size_t size)
		: size(size), bytes(static_cast<unsigned char *>(std::aligned_alloc(LAYOUT_PAGE_SIZE, size)))
	{
		std::memset(bytes, 0, size);
	}
	~Pages() { std::free(bytes); }
	Pages(const Pages &) = delete;
	Pages &operator=(const Pages &) = delete;
	std::size_t size;
	unsigned char *bytes;
};
// By its address; with what tells the fake of memory that it is there.
struct Allocated {
	std::shared_ptr<Pages> pages;
	void *counted;
};
std::map<const void *, Allocated> allocated;

// A page that mmap has mapped, with the count that the mapping has of it.
struct Inserted {
	unsigned char *bytes;
	std::shared_ptr<void> count;
};
// (Each area has its own, as threads that race map at once; a lock for all would order what they do besides.)
using Table = std::map<unsigned long, Inserted>;

Table *table_of(const vm_area_struct &area)
{
	return static_cast<Table *>(area.inserted);
}

void take_out_all(vm_area_struct &area)
{
	delete table_of(area);
	area.inserted = nullptr;
}

int insert(vm_area_struct *area, unsigned long address, unsigned char *bytes, std::shared_ptr<void> count)
{
	if (address < area->vm_start || address >= area->vm_end || address % LAYOUT_PAGE_SIZE != 0)
		return -EFAULT;
	// (A page of the process's page table.)
	void *const table = shim_kmalloc(1, LAYOUT_GFP_KERNEL);
	if (table == nullptr)
		return -ENOMEM;
	shim_kfree(table);
	if (area->inserted == nullptr)
		area->inserted = new Table;
	return table_of(*area)->emplace(address, Inserted{bytes, std::move(count)}).second ? 0 : -EBUSY;
}

} // namespace

namespace fake
{

Mapping::Mapping(OpenFile &file, unsigned long size, unsigned long offset_pages, unsigned long flags)
	: area_{file.raw(),
		0x10000,
		0x10000 + size,
		offset_pages,
		flags | LAYOUT_VM_MAYWRITE | LAYOUT_VM_MAYEXEC,
		nullptr},
	  mapped_(-ENODEV)
{
	const auto mmap = file.raw()->f_op->mmap;
	if (mmap != nullptr)
		mapped_ = mmap(file.raw(), &area_);
	if (mapped_ != 0)
		take_out_all(area_);
}

Mapping::~Mapping()
{
	take_out_all(area_);
	if (page_ != nullptr)
		shim_put_page(page_);
}

unsigned int Mapping::touch(unsigned long offset_pages)
{
	if (page_ != nullptr)
		shim_put_page(page_);
	page_ = nullptr;
	if (mapped_ != 0 || area_.vm_ops == nullptr || area_.vm_ops->fault == nullptr)
		return LAYOUT_VM_FAULT_SIGBUS;
	vm_fault fault = {offset_pages, nullptr, &area_};
	const unsigned int returned = area_.vm_ops->fault(&fault);
	if ((returned == 0) != (fault.page != nullptr))
		violated("a fault operation that says one thing and does another");
	page_ = fault.page;
	return returned;
}

unsigned char *Mapping::at(unsigned long offset) const
{
	const Table *const table = table_of(area_);
	if (table == nullptr)
		return nullptr;
	const unsigned long in_page = offset % LAYOUT_PAGE_SIZE;
	const auto found = table->find(area_.vm_start + offset - in_page);
	return found == table->end() ? nullptr : found->second.bytes + in_page;
}

} // namespace fake

void shim_vm_flags_mod(struct vm_area_struct *area, unsigned long set, unsigned long clear)
{
	area->vm_flags = (area->vm_flags | set) & ~clear;
}

void *shim_vmalloc_user(unsigned long size)
{
	if (size == 0)
		fake::violated("vmalloc of nothing");
	void *const counted = shim_kmalloc(1, LAYOUT_GFP_KERNEL);
	if (counted == nullptr)
		return nullptr;
	auto pages = std::make_shared<Pages>(size);
	void *const memory = pages->bytes;
	allocated[memory] = {std::move(pages), counted};
	return memory;
}

void shim_vfree(const void *memory)
{
	fake::might_sleep("vfree");
	if (memory == nullptr)
		return;
	const auto found = allocated.find(memory);
	if (found == allocated.end())
		return fake::violated("vfree of what vmalloc did not give");
	shim_kfree(found->second.counted);
	allocated.erase(found);
}

int shim_remap_vmalloc_range(struct vm_area_struct *area, void *memory, unsigned long offset_pages)
{
	const auto found = allocated.find(memory);
	if (found == allocated.end())
		return -EINVAL;
	const std::shared_ptr<Pages> &pages = found->second.pages;
	const unsigned long size = area->vm_end - area->vm_start;
	if (offset_pages > pages->size / LAYOUT_PAGE_SIZE ||
	    size > pages->size - offset_pages * LAYOUT_PAGE_SIZE)
		return -EINVAL;
	unsigned char *const from = pages->bytes + offset_pages * LAYOUT_PAGE_SIZE;
	for (unsigned long offset = 0; offset < size; offset += LAYOUT_PAGE_SIZE)
		if (const int error = insert(area, area->vm_start + offset, from + offset, pages); error != 0)
			return error;
	shim_vm_flags_mod(area, LAYOUT_VM_DONTEXPAND | LAYOUT_VM_DONTDUMP, 0);
	return 0;
}

int shim_vm_insert_page(struct vm_area_struct *area, unsigned long address, struct page *page)
{
	shim_get_page(page);
	return insert(area, address, static_cast<unsigned char *>(shim_page_address(page)),
		      {page, [](void *counted) { shim_put_page(static_cast<struct page *>(counted)); }});
}
