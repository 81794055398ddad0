// SPDX-License-Identifier: GPL-2.0-only
// Mappings and page faults, as the operations see them.
#include "kernel/mm/mmap.hpp"

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

TEST_CASE_METHOD(Fresh, "a mapping says what it is and can be kept read-only")
{
	vm_operations_struct operations = {};
	vm_area_struct raw = {
		nullptr, 0x1000, 0x4000, 7, LAYOUT_VM_READ | LAYOUT_VM_MAYWRITE | LAYOUT_VM_MAYEXEC, nullptr};
	VmArea area(&raw, &operations);
	CHECK(area.size() == 0x3000);
	CHECK(area.offset_pages() == 7);
	CHECK_FALSE(area.writable());
	CHECK_FALSE(area.executable());
	area.forbid_write_and_exec();
	CHECK(raw.vm_flags == (LAYOUT_VM_READ | LAYOUT_VM_DONTEXPAND | LAYOUT_VM_DONTDUMP));
	area.set_vm_ops();
	CHECK(raw.vm_ops == &operations);
	raw.vm_flags = LAYOUT_VM_WRITE;
	CHECK((area.writable() && !area.executable()));
	raw.vm_flags = LAYOUT_VM_EXEC;
	CHECK((!area.writable() && area.executable()));
}

TEST_CASE_METHOD(Fresh, "a fault maps a page, which is counted for it, or is refused")
{
	const Page page = Page::make(Gfp::kernel).value();
	vm_fault raw = {3, nullptr, nullptr};
	PageFault fault(&raw);
	CHECK(fault.offset_pages() == 3);
	CHECK(fault.sigbus().bits() == LAYOUT_VM_FAULT_SIGBUS);
	CHECK(raw.page == nullptr);
	CHECK(fault.map(page).bits() == 0);
	CHECK(raw.page == page.raw());
	CHECK(page.raw()->count == 2);
	shim_put_page(raw.page);
}
