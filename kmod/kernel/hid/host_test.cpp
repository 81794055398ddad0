// SPDX-License-Identifier: GPL-2.0-only
// HID drivers, the devices that they are bound to and when; reports from them and to them.
#include "kernel/hid/hid.hpp"

#include <cerrno>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

// (What shim.c makes of host_test.module.h.)
extern "C" const hid_device_id pad_table[] __asm__("hid_ids_pad");
const hid_device_id pad_table[] = {{1, 2, 11}, {1, 3, 12}, {0, 0, 0}};
extern "C" const hid_device_id quiet_table[] __asm__("hid_ids_quiet");
const hid_device_id quiet_table[] = {{1, 4, 0}, {0, 0, 0}};

namespace
{

std::string events;
Result<void> refusal;

std::string hex(Span<const u8> bytes)
{
	std::string text;
	for (const u8 byte : bytes)
		text += "0123456789abcdef"[byte / 16], text += "0123456789abcdef"[byte % 16];
	return text;
}

struct Pad : Pinned {
	Pad(HidDevice device, unsigned long number) : device(device), number(number), hardware(device)
	{
		events += std::string(" +") + device.name();
	}
	~Pad() { events += std::string(" -") + device.name(); }
	static Result<Box<Pad>> probe(HidId id, HidDevice device)
	{
		auto pad = TRY(Box<Pad>::make(Gfp::kernel, device, id.driver_data));
		TRY(pad->hardware.start(HidConnect::hidraw | HidConnect::driver));
		TRY(pad->hardware.open());
		TRY(refusal);
		last = pad.get();
		return pad;
	}
	void raw_event(const HidReport &report)
	{
		CHECK(report.type == HidReportType::input);
		events += " " + std::to_string(report.number) + ":" + hex(report.bytes);
	}
	static Span<u8> report_fixup(HidDevice, Span<u8> descriptor)
	{
		descriptor.data()[0] = 'D';
		return descriptor.first(4);
	}
	static inline Pad *last = nullptr;
	HidDevice device;
	unsigned long number;
	HidHardware hardware;
};
constexpr u8 other_descriptor[] = {'o', 't', 'h', 'e', 'r'};
struct Quiet : Pinned {
	static Span<const u8> report_fixup(HidDevice, Span<u8>) { return other_descriptor; }
	explicit Quiet(HidDevice device) : hardware(device) {}
	static Result<Box<Quiet>> probe(HidDevice device)
	{
		auto quiet = TRY(Box<Quiet>::make(Gfp::kernel, device));
		TRY(quiet->hardware.start(HidConnect::usual));
		return quiet;
	}
	HidHardware hardware;
};

struct Bus : Fresh {
	Bus()
	{
		events.clear();
		refusal = {};
	}
	fake::HidGadget first{1, 2};
	fake::HidGadget second{1, 3};
	fake::HidGadget third{1, 4};
};

} // namespace

TEST_CASE_METHOD(Bus, "a HID driver is bound to the devices that its ids name, and gets the id that matched")
{
	HidDriver<Pad> driver(hid_ids::pad);
	CHECK(first.probed == -ENODEV);
	REQUIRE(driver.register_driver().ok());
	CHECK(events == " +gadget 1:2 +gadget 1:3");
	const HidDevice device = Pad::last->device;
	CHECK(Pad::last->number == 12);
	CHECK(Device(device).raw() == &second.device());
	CHECK((device.bus() == LAYOUT_INPUT_BUS_USB && device.vendor() == 1 && device.product() == 3));
	CHECK(device.version() == 0x111);
	CHECK(std::string(device.phys()) == "usb/input0");
	CHECK(std::string(device.uniq()).empty());
	CHECK(second.state == "started 36, open");
	CHECK(third.probed == -ENODEV);
	HidDriver<Quiet> quiet(hid_ids::quiet);
	REQUIRE(quiet.register_driver().ok());
	CHECK(third.probed == 0);
	CHECK(third.parsed == "other");
	CHECK_FALSE(fake::send_report(third, 0, "x"));
	CHECK(driver.register_driver().error() == errors::busy);
	HidDriver<Pad> again(hid_ids::pad);
	CHECK(again.register_driver().error() == errors::busy);
}

TEST_CASE_METHOD(Bus, "what probe has made goes with its device, or with the driver, closed and stopped")
{
	{
		HidDriver<Pad> driver(hid_ids::pad);
		REQUIRE(driver.register_driver().ok());
		fake::unbind(first);
		CHECK(first.state.empty());
		fake::bind(first);
		CHECK(events == " +gadget 1:2 +gadget 1:3 -gadget 1:2 +gadget 1:2");
		events.clear();
	}
	CHECK(events == " -gadget 1:2 -gadget 1:3");
	CHECK(second.state.empty());
	CHECK(fake::live_allocations() == 0);
}

TEST_CASE_METHOD(Bus, "reports come as they are, with their number apart, and none while probe runs")
{
	first.at_open = "early";
	HidDriver<Pad> driver(hid_ids::pad);
	REQUIRE(driver.register_driver().ok());
	events.clear();
	CHECK(fake::send_report(first, 0, "\x01\x02\x03"));
	CHECK(fake::send_report(first, 7, "\x07\x02\x03"));
	CHECK(fake::send_report(first, 7, "\x07"));
	CHECK(fake::send_report(first, 7, ""));
	CHECK(fake::send_report(first, 0, ""));
	CHECK(events == " 0:010203 7:0203 7: 7: 0:");
	fake::unbind(first);
	CHECK_FALSE(fake::send_report(first, 0, "late"));
}

TEST_CASE_METHOD(Bus, "a driver mends the descriptor of its reports before it is read")
{
	HidDriver<Pad> driver(hid_ids::pad);
	REQUIRE(driver.register_driver().ok());
	CHECK(first.parsed == "Desc");
}

TEST_CASE_METHOD(Bus, "what a probe of a HID device cannot make is an errno, and nothing is left of it")
{
	HidDriver<Pad> driver(hid_ids::pad);
	refusal = Errno(EIO);
	REQUIRE(driver.register_driver().ok());
	CHECK(first.probed == -EIO);
	refusal = {};
	for (int fake::HidGadget::*failing :
	     {&fake::HidGadget::failing_parse, &fake::HidGadget::failing_start,
	      &fake::HidGadget::failing_open}) {
		first.*failing = -EPROTO;
		fake::bind(first);
		CHECK(first.probed == -EPROTO);
		CHECK(first.state.empty());
		first.*failing = 0;
	}
	CHECK(fake::live_allocations() == 0);
	fake::fail_allocation(1);
	fake::bind(first);
	CHECK(first.probed == -ENOMEM);
	fake::fail_allocation(0);
	fake::bind(first);
	CHECK(first.probed == 0);
	CHECK(Pad::last->hardware.start(HidConnect::usual).error() == errors::busy);
	HidHardware &hardware = Pad::last->hardware;
	CHECK(hardware.open().error() == errors::busy);
	hardware.close();
	hardware.close();
	CHECK(first.state == "started 36");
	CHECK(hardware.open().ok());
}

TEST_CASE_METHOD(Bus, "reports are sent with their number before them, and asked for")
{
	HidDriver<Pad> driver(hid_ids::pad);
	REQUIRE(driver.register_driver().ok());
	const HidHardware &hardware = Pad::last->hardware;
	const u8 bytes[] = {0xab, 0xcd};
	CHECK(hardware.output_report(5, bytes).ok());
	CHECK(hardware.output_report(0, {}).ok());
	CHECK(hardware.set_report(HidReportType::feature, 6, bytes).ok());
	u8 room[4] = {};
	second.answer = "12345678";
	CHECK(hardware.get_report(HidReportType::feature, 6, room).value() == 4);
	CHECK(hex(room) == "31323334");
	CHECK(hardware.get_report(HidReportType::input, 0, {}).value() == 0);
	CHECK(second.sent == "output 05abcd; output 00; set 12 6 06abcd; get 12 6 of 4; get 10 0 of 1");
	second.failing = -ENOSYS;
	CHECK(hardware.output_report(5, bytes).error() == Errno(ENOSYS));
	CHECK(hardware.set_report(HidReportType::output, 5, bytes).error() == Errno(ENOSYS));
	CHECK(hardware.get_report(HidReportType::input, 5, room).error() == Errno(ENOSYS));
	second.failing = 0;
	CHECK(with_each_failing_allocation([&] {
		      const Result<void> sent = hardware.output_report(5, bytes);
		      CHECK((sent.ok() || sent.error() == errors::no_memory));
	      }) == 1);
	HidHardware idle(Pad::last->device);
	CHECK(idle.open().error() == errors::invalid);
	CHECK(idle.output_report(5, bytes).error() == errors::invalid);
}
