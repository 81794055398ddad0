// SPDX-License-Identifier: GPL-2.0-only
// The operations mmap and fault of a device, through the kernel's tables.
#include <cerrno>

#include "kernel/file/host_test_device.hpp"
#include "kernel/mm/mmap.hpp"
#include "kernel/removable/removable.hpp"

using namespace kernel;

namespace
{

struct Open {
	int faults = 0;
};

// Two pages, the first of which is its own.
template <typename Base>
struct Mappable : Base {
	using Operations = FileOperations<operation::mmap, operation::fault>;
	using Open = ::Open;
	Result<void> mmap(File file, VmArea area)
	{
		if (!file.readable())
			return errors::not_permitted;
		if (area.size() + area.offset_pages() * page_size > 2 * page_size)
			return errors::invalid;
		area.set_vm_ops();
		return {};
	}
	FaultResult fault(Open &open, PageFault fault)
	{
		++faults;
		++open.faults;
		return fault.offset_pages() == 0 ? fault.map(page) : fault.sigbus();
	}
	Page page = Page::make(Gfp::kernel).value();
	int faults = 0;
};
struct NoBase {
};

// Nothing is mapped when it is touched.
struct Empty {
	using Operations = FileOperations<operation::mmap>;
	Result<void> mmap(VmArea area)
	{
		if (area.writable())
			area.set_vm_ops();
		return {};
	}
};

} // namespace

TEST_CASE_METHOD(Fresh, "a mapping is the device's to refuse, and its fault operation serves what it took")
{
	Host<Mappable<NoBase>> host;
	OpenHost file(host, fake::reading);
	CHECK(fake::Mapping(file, 3 * page_size).mapped() == -EINVAL);
	CHECK(fake::Mapping(file, page_size, 2).mapped() == -EINVAL);
	OpenHost writer(host, fake::writing);
	CHECK(fake::Mapping(writer).mapped() == -EPERM);
	fake::Mapping mapping(file, 2 * page_size);
	REQUIRE(mapping.mapped() == 0);
	CHECK(mapping.touch(0) == 0);
	CHECK(mapping.page() == host->page.raw());
	CHECK(host->page.raw()->count == 2);
	CHECK(mapping.touch(1) == LAYOUT_VM_FAULT_SIGBUS);
	CHECK(host->page.raw()->count == 1);
	CHECK(host->faults == 2);
}

TEST_CASE_METHOD(
	Fresh,
	"a device that maps and serves nothing has a table without fault, which it hands over if it says so")
{
	Host<Empty> host;
	OpenHost file(host);
	fake::Mapping plain(file);
	CHECK(plain.mapped() == 0);
	CHECK_FALSE(plain.served());
	fake::Mapping writable(file, page_size, 0, LAYOUT_VM_WRITE);
	CHECK(writable.served());
	CHECK(writable.touch() == LAYOUT_VM_FAULT_SIGBUS);
}

TEST_CASE_METHOD(Fresh,
		 "touches of a device that is gone are SIGBUS, without asking it, and it cannot be mapped")
{
	Host<Mappable<Removable>, true> host;
	OpenHost file(host);
	fake::Mapping mapping(file);
	CHECK(mapping.touch() == 0);
	host->remove();
	CHECK(mapping.touch() == LAYOUT_VM_FAULT_SIGBUS);
	CHECK(host->faults == 1);
	CHECK(fake::Mapping(file).mapped() == -ENODEV);
}
