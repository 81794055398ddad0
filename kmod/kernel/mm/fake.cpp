// SPDX-License-Identifier: GPL-2.0-only
// The shim of mappings, and mmap(2) itself.
#include "kernel/mm/shim.h"

#include <cerrno>
#include <type_traits>

#include "kernel/memory/shim.h"
#include "kernel/mm/operations.h"
#include "tests/kit/host/fake.hpp"

using vm_fault_t = unsigned int;
#define SAME_OPERATION(name, result, ...)                                                                    \
	static_assert(std::is_same_v<decltype(vm_operations_struct::name), result (*)(__VA_ARGS__)>);
KERNEL_VM_OPERATIONS(SAME_OPERATION)

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
}

Mapping::~Mapping()
{
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

} // namespace fake

void shim_vm_flags_mod(struct vm_area_struct *area, unsigned long set, unsigned long clear)
{
	area->vm_flags = (area->vm_flags | set) & ~clear;
}
