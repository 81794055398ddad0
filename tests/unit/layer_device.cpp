// SPDX-License-Identifier: MIT
// Open files, mappings and misc devices, as a driver has them.
#include <cerrno>

#include "fresh.hpp"
#include "kernel/file.hpp"
#include "kernel/miscdevice.hpp"

using namespace kernel;

TEST_CASE_METHOD(Fresh, "a file says how it is open, and keeps the driver's word")
{
	int first = 0;
	int second = 0;
	file raw = {};
	raw.private_data = &first;
	const File file(&raw);
	CHECK_FALSE(file.readable());
	CHECK_FALSE(file.writable());
	raw.f_mode = LAYOUT_FMODE_READ;
	CHECK((file.readable() && !file.writable()));
	raw.f_mode = ~0u & ~LAYOUT_FMODE_READ;
	CHECK((!file.readable() && file.writable()));
	CHECK(file.word() == &first);
	CHECK(file.compare_exchange_word(&second, nullptr) == &first);
	CHECK(file.word() == &first);
	CHECK(file.compare_exchange_word(&first, &second) == &first);
	CHECK(raw.private_data == &second);
	CHECK(file.raw() == &raw);

	kiocb call = {{}, 40, &raw};
	CHECK(file_of(&call).raw() == &raw);
	Position position = position_of(&call);
	position.advance(2);
	CHECK(position.get() == 42);
	CHECK(call.ki_pos == 42);
}

TEST_CASE_METHOD(Fresh, "a mapping says what it is and can be kept read-only")
{
	vm_area_struct raw = {0x1000, 0x4000, 7, LAYOUT_VM_READ | LAYOUT_VM_MAYWRITE | LAYOUT_VM_MAYEXEC,
			      false};
	VmArea area(&raw);
	CHECK(area.size() == 0x3000);
	CHECK(area.offset_pages() == 7);
	CHECK_FALSE(area.writable());
	CHECK_FALSE(area.executable());
	area.keep_read_only();
	CHECK(raw.flags == (LAYOUT_VM_READ | LAYOUT_VM_DONTEXPAND | LAYOUT_VM_DONTDUMP));
	area.serve_faults();
	CHECK(raw.served);
	raw.flags = LAYOUT_VM_WRITE;
	CHECK((area.writable() && !area.executable()));
	raw.flags = LAYOUT_VM_EXEC;
	CHECK((!area.writable() && area.executable()));
}

TEST_CASE_METHOD(Fresh, "a fault maps a page, which is counted for it, or is refused")
{
	const Page page = Page::make(Gfp::kernel).value();
	vm_fault raw = {3, nullptr};
	PageFault fault(&raw);
	CHECK(fault.offset_pages() == 3);
	CHECK(fault.refuse() == LAYOUT_VM_FAULT_SIGBUS);
	CHECK(raw.page == nullptr);
	CHECK(fault.map(page) == 0);
	CHECK(raw.page == page.get());
	CHECK(page.get()->count == 2);
	shim_put_page(raw.page);
}

TEST_CASE_METHOD(Fresh, "a device is registered from its publication until it is withdrawn or destroyed")
{
	{
		MiscDevice device;
		CHECK_FALSE(device.withdraw());
		REQUIRE(device.publish("test", 0640).ok());
		REQUIRE(fake::registered() == device.first_word());
		CHECK(std::string(fake::registered()->name) == "test");
		CHECK(fake::registered()->mode == 0640);
		CHECK(device.publish("again", 0600).error() == Errno(EBUSY));
		CHECK(std::string(fake::registered()->name) == "test");
		CHECK(device.withdraw());
		CHECK(fake::registered() == nullptr);
		CHECK_FALSE(device.withdraw());
		REQUIRE(device.publish("again", 0600).ok());
	}
	CHECK(fake::registered() == nullptr);
}

TEST_CASE_METHOD(Fresh, "a device that cannot be registered is an error, and never taken back")
{
	MiscDevice device;
	fake::refuse_registration(-EEXIST);
	CHECK(device.publish("test", 0640).error() == Errno(EEXIST));
	CHECK_FALSE(device.withdraw());
	fake::refuse_registration(0);
	CHECK(device.publish("test", 0640).ok());
}
