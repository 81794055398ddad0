// SPDX-License-Identifier: GPL-2.0-only
// USB drivers, the interfaces that they are bound to and when; endpoints and messages.
#include "kernel/usb/driver.hpp"

#include <cerrno>
#include <string>

#include "tests/kit/host/fresh.hpp"

using namespace kernel;

// (What shim.c makes of host_test.module.h.)
extern "C" const usb_device_id gadget_table[] __asm__("usb_ids_gadget");
const usb_device_id gadget_table[] = {{0x1234, 1, 11}, {0x1234, 2, 12}, {0, 0, 0}};
extern "C" const usb_device_id other_table[] __asm__("usb_ids_other");
const usb_device_id other_table[] = {{0x1234, 3, 0}, {0, 0, 0}};

namespace
{

constexpr UsbRequest standard{UsbType::standard, UsbRecipient::device, 1};
std::string events;
Result<void> refusal;

std::string name_of(Device device)
{
	return {device.name().data(), device.name().size()};
}

struct Gadget : Pinned {
	Gadget(UsbInterface interface, unsigned long number) : interface(interface), number(number)
	{
		events += " +" + name_of(interface);
	}
	~Gadget()
	{
		const u8 bytes[] = {1};
		const Result<void> bulk = out().send(bytes, 1_s);
		const Result<void> control = interface.device().control_send(standard, {}, 1_s);
		events += " -" + name_of(interface) + (bulk.ok() ? " bulk" : "") +
			  (control.ok() ? " control" : "");
	}
	UsbBulkOut out() const { return interface.find<UsbBulkOut>().value(); }
	static Result<Box<Gadget>> probe(UsbId id, UsbInterface interface)
	{
		auto made = TRY(Box<Gadget>::make(Gfp::kernel, interface, id.driver_info));
		TRY(refusal);
		last = made.get();
		return made;
	}
	static inline Gadget *last = nullptr;
	UsbInterface interface;
	unsigned long number;
};
struct Other : Pinned {
	static Result<Box<Other>> probe(UsbInterface interface)
	{
		events += " other " + name_of(interface);
		return Box<Other>::make(Gfp::kernel);
	}
};

struct Bus : Fresh {
	Bus()
	{
		events.clear();
		refusal = {};
	}
	fake::UsbGadget first{0x1234, 1, "1-1"};
	fake::UsbGadget second{0x1234, 2, "1-2"};
	fake::UsbGadget third{0x1234, 3, "1-3"};
};

struct Messages : Bus {
	UsbInterface interface {
		&first.interface_of_it
	};
	UsbDevice device = interface.device();
	u8 room[4] = {};
};

std::string text_of(Text text)
{
	return {text.data(), text.size()};
}

} // namespace

TEST_CASE_METHOD(Bus, "a USB driver is bound to the devices that its ids name, and gets the id that matched")
{
	UsbDriver<Gadget> driver(usb_ids::gadget);
	CHECK(first.probed == -ENODEV);
	REQUIRE(driver.register_driver().ok());
	CHECK(events == " +1-1 +1-2");
	CHECK(Gadget::last->number == 12);
	CHECK(Device(Gadget::last->interface).raw() == &second.device());
	CHECK(third.probed == -ENODEV);
	UsbDriver<Other> other(usb_ids::other);
	REQUIRE(other.register_driver().ok());
	CHECK(events == " +1-1 +1-2 other 1-3");
	CHECK(driver.register_driver().error() == errors::busy);
	UsbDriver<Gadget> again(usb_ids::gadget);
	CHECK(again.register_driver().error() == errors::busy);
}

TEST_CASE_METHOD(Bus, "what a USB driver's probe has made goes with its device, or with the driver")
{
	{
		UsbDriver<Gadget> driver(usb_ids::gadget);
		REQUIRE(driver.register_driver().ok());
		first.unplug();
		CHECK(events == " +1-1 +1-2 -1-1");
		first.plug();
		CHECK(events == " +1-1 +1-2 -1-1 +1-1");
		events.clear();
		{
			const fake::UsbGadget late(0x1234, 2, "1-4");
			CHECK(late.probed == 0);
		}
		CHECK(events == " +1-4 -1-4");
		events.clear();
	}
	// (The endpoints are closed by then. The devices are there.)
	CHECK(events == " -1-1 control -1-2 control");
	CHECK(fake::live_allocations() == 0);
}

TEST_CASE_METHOD(Bus, "what a USB driver's probe cannot make is an errno, and nothing is left of it")
{
	refusal = Errno(EIO);
	UsbDriver<Gadget> driver(usb_ids::gadget);
	fake::fail_allocation(1);
	CHECK(driver.register_driver().error() == errors::no_memory);
	REQUIRE(driver.register_driver().ok());
	CHECK(first.probed == -EIO);
	CHECK(fake::live_allocations() == 0);
	refusal = {};
	fake::fail_allocation(1);
	first.plug();
	CHECK(first.probed == -ENOMEM);
	first.plug();
	CHECK(first.probed == 0);
}

TEST_CASE_METHOD(Messages, "a USB device says what it is")
{
	first.vendor_id = 0x0627;
	first.product = "Tablet";
	first.serial = "42";
	CHECK(device.vendor_id() == 0x0627);
	CHECK(device.product_id() == 1);
	CHECK(text_of(device.product()) == "Tablet");
	CHECK(device.manufacturer().empty());
	CHECK(text_of(device.serial()) == "42");
	CHECK(interface.number() == 2);
	first.vendor_id = 0x1234;
}

TEST_CASE_METHOD(Messages, "endpoints are found by type and direction, in their order")
{
	CHECK(interface.find<UsbBulkIn>().value().address() == 0x81);
	CHECK(interface.find<UsbBulkIn>(1).value().address() == 0x85);
	CHECK(interface.find<UsbBulkIn>(2).error() == Errno(ENXIO));
	CHECK(interface.find<UsbBulkOut>().value().address() == 0x02);
	CHECK(interface.find<UsbInterruptIn>().value().address() == 0x83);
	CHECK(interface.find<UsbInterruptIn>().value().max_packet_size() == 8);
	CHECK(interface.find<UsbInterruptOut>().value().address() == 0x04);
	first.interface_of_it.endpoints_in_use = 3;
	CHECK(interface.find<UsbInterruptOut>().error() == Errno(ENXIO));
	first.interface_of_it.endpoints[0].type = 1;
	CHECK(interface.find<UsbBulkIn>().error() == Errno(ENXIO));
}

TEST_CASE_METHOD(Messages, "messages are sent whole, and received up to the room that there is")
{
	const u8 bytes[] = {1, 2, 0xff};
	const auto out = interface.find<UsbBulkOut>().value();
	CHECK(out.send(bytes, 1500_us).ok());
	CHECK(interface.find<UsbInterruptOut>().value().send({}, 0_ms).ok());
	first.answer = "abcdef";
	const auto in = interface.find<UsbInterruptIn>().value();
	CHECK(in.receive(room, Duration::max()).value() == 4);
	CHECK(room[3] == 'd');
	first.answer = "x";
	CHECK(in.receive(room, 1_s).value() == 1);
	CHECK(room[0] == 'x');
	CHECK(room[1] == 'b');
	CHECK(first.said == "02 w 0102ff in 2 ms; 04 w  in 1 ms; 83 r 4 in 60000 ms; 83 r 4 in 1000 ms");
	first.takes = 2;
	CHECK(out.send(bytes, 1_s).error() == Errno(EIO));
	CHECK(out.send(Span<const u8>(bytes, size_t{1} << 31), 1_s).error() == errors::invalid);
	CHECK(fake::live_allocations() == 0);
}

TEST_CASE_METHOD(Messages, "control messages have the direction of what they are")
{
	const u8 bytes[] = {5, 6};
	CHECK(device.control_send({UsbType::vendor, UsbRecipient::device, 0x5b, 1, 2}, bytes, 7_ms).ok());
	CHECK(device.control_send({UsbType::of_class, UsbRecipient::interface, 0x0a}, {}, 7_ms).ok());
	first.answer = "abcd";
	CHECK(device.control_receive({UsbType::vendor, UsbRecipient::device, 0x5c, 1, 2}, room, 8_ms).ok());
	CHECK(room[3] == 'd');
	CHECK(first.said ==
	      "40 5b 0001 0002 w 0506 in 7 ms; 21 0a 0000 0000 w  in 7 ms; c0 5c 0001 0002 r in 8 ms");
	first.answer = "abc";
	CHECK(device.control_receive(standard, room, 1_s).error() == Errno(EREMOTEIO));
	CHECK(device.control_receive(standard, {}, 1_s).error() == errors::invalid);
	CHECK(device.control_receive(standard, Span<u8>(room, 65536), 1_s).error() == errors::invalid);
	CHECK(device.control_send(standard, Span<const u8>(bytes, 65536), 1_s).error() == errors::invalid);
}

TEST_CASE_METHOD(Messages, "messages that fail say why")
{
	const u8 bytes[] = {1};
	const auto in = interface.find<UsbBulkIn>().value();
	const auto out = interface.find<UsbBulkOut>().value();
	CHECK(in.clear_halt().ok());
	CHECK(first.said == "81 works again");
	for (const int failing : {EPIPE, ETIMEDOUT}) {
		first.failing = -failing;
		CHECK(in.receive(room, 1_s).error() == Errno(failing));
		CHECK(out.send(bytes, 1_s).error() == Errno(failing));
		CHECK(in.clear_halt().error() == Errno(failing));
		CHECK(device.control_send(standard, bytes, 1_s).error() == Errno(failing));
		CHECK(device.control_receive(standard, room, 1_s).error() == Errno(failing));
	}
	first.failing = 0;
	CHECK(with_each_failing_allocation([&] { (void)out.send(bytes, 1_s); }) == 2);
	first.unplug();
	CHECK(device.control_send(standard, bytes, 1_s).error() == errors::no_device);
	CHECK(in.receive(room, 1_s).error() == Errno(ENOENT));
}
