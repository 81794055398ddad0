// SPDX-License-Identifier: GPL-2.0-only
// Urbs: what their handlers are told, who may submit them when, and that nothing of them is left.
#include "kernel/usb/urb.hpp"

#include <cerrno>
#include <functional>
#include <string>

#include "kernel/memory/box.hpp"
#include "kernel/usb/device.hpp"
#include "tests/kit/host/fresh.hpp"

using namespace kernel;

namespace
{

std::string events;
// What the handlers do besides.
std::function<void(UrbCompletion<UsbInterruptIn> &)> on_receive;
std::function<void(UrbCompletion<UsbBulkOut> &)> on_sent;

std::string text_of(Errno error)
{
	return fake::errno_text(-error.to_kernel());
}

struct Owner : Pinned {
	void received(UrbCompletion<UsbInterruptIn> &urb)
	{
		const auto came = urb.received();
		events += " in:" + (came.ok() ? std::string(came.value().begin(), came.value().end())
					      : text_of(came.error()));
		if (on_receive)
			on_receive(urb);
	}
	void sent(UrbCompletion<UsbBulkOut> &urb)
	{
		const auto count = urb.sent();
		events += " out:" + (count.ok() ? std::to_string(count.value()) : text_of(count.error()));
		if (on_sent)
			on_sent(urb);
	}
	Urb<&Owner::sent> out{*this};
	Urb<&Owner::received> in{*this};
};

Span<const u8> bytes_of(const char *text)
{
	return {reinterpret_cast<const u8 *>(text), std::char_traits<char>::length(text)};
}

struct Traffic : Fresh {
	Traffic()
	{
		events.clear();
		on_receive = nullptr;
		on_sent = nullptr;
	}
	Result<Box<Owner>> make()
	{
		auto owner = TRY(Box<Owner>::make(Gfp::kernel));
		TRY(owner->in.allocate(TRY(interface.find<UsbInterruptIn>()), 8));
		TRY(owner->out.allocate(TRY(interface.find<UsbBulkOut>()), 4));
		return owner;
	}
	fake::UsbGadget gadget{0x1234, 1, "1-1"};
	UsbInterface interface {
		&gadget.interface_of_it
	};
};

} // namespace

TEST_CASE_METHOD(Traffic, "a handler is told what has come, and what was sent")
{
	const auto owner = make().value();
	REQUIRE(owner->in.submit(Gfp::kernel).ok());
	CHECK(gadget.urbs.front()->interval == 10);
	CHECK(fake::complete_urb(gadget, "hello").empty());
	REQUIRE(owner->out.send(bytes_of("abc"), Gfp::atomic).ok());
	CHECK(fake::complete_urb(gadget, "") == "abc");
	REQUIRE(owner->out.send({}, Gfp::kernel).ok());
	CHECK(fake::complete_urb(gadget, "").empty());
	CHECK(owner->out.send(bytes_of("abcde"), Gfp::kernel).error() == Errno(EMSGSIZE));
	REQUIRE(owner->out.send(bytes_of("abcd"), Gfp::kernel).ok());
	CHECK(fake::complete_urb(gadget, "") == "abcd");
	REQUIRE(owner->in.submit(Gfp::kernel).ok());
	fake::complete_urb(gadget, "", -EPIPE);
	CHECK(events == " in:hello out:3 out:0 out:4 in:errno 32");
}

TEST_CASE_METHOD(Traffic, "a handler resubmits its Urb, which nobody else submits meanwhile")
{
	const auto owner = make().value();
	on_receive = [&](UrbCompletion<UsbInterruptIn> &urb) {
		CHECK(owner->in.submit(Gfp::atomic).error() == errors::busy);
		CHECK(urb.resubmit().ok());
		CHECK(urb.resubmit().error() == errors::busy);
	};
	on_sent = [&](UrbCompletion<UsbBulkOut> &urb) {
		CHECK(urb.send(bytes_of("abcde")).error() == Errno(EMSGSIZE));
		CHECK(urb.send(bytes_of("xy")).ok());
		CHECK(urb.send(bytes_of("z")).error() == errors::busy);
	};
	REQUIRE(owner->in.submit(Gfp::kernel).ok());
	CHECK(owner->in.submit(Gfp::kernel).error() == errors::busy);
	fake::complete_urb(gadget, "a");
	fake::complete_urb(gadget, "b");
	CHECK(owner->in.submit(Gfp::kernel).error() == errors::busy);
	on_receive = nullptr;
	fake::complete_urb(gadget, "c");
	REQUIRE(owner->out.send(bytes_of("abc"), Gfp::kernel).ok());
	CHECK(fake::complete_urb(gadget, "") == "abc");
	CHECK(fake::complete_urb(gadget, "") == "xy");
	CHECK(owner->in.submit(Gfp::kernel).ok());
	on_sent = nullptr;
}

TEST_CASE_METHOD(Traffic, "a killed Urb tells its handler so, and can be submitted again")
{
	const auto owner = make().value();
	owner->in.kill();
	on_receive = [](UrbCompletion<UsbInterruptIn> &urb) {
		CHECK(urb.resubmit().error() == errors::not_permitted);
	};
	REQUIRE(owner->in.submit(Gfp::kernel).ok());
	owner->in.kill();
	CHECK(events == " in:errno 2");
	on_receive = nullptr;
	REQUIRE(owner->in.submit(Gfp::kernel).ok());
	fake::complete_urb(gadget, "x");
	CHECK(events == " in:errno 2 in:x");
}

TEST_CASE_METHOD(Traffic, "an Urb that is destroyed is killed, and submitted by nobody after that")
{
	auto owner = make().value();
	Owner *const raw = owner.get();
	on_receive = [](UrbCompletion<UsbInterruptIn> &urb) {
		CHECK(urb.resubmit().error() == errors::not_permitted);
	};
	// (`in` is destroyed before `out`, whose handler submits it.)
	on_sent = [raw](UrbCompletion<UsbBulkOut> &) {
		CHECK(raw->in.submit(Gfp::atomic).error() == errors::not_permitted);
	};
	REQUIRE(owner->in.submit(Gfp::kernel).ok());
	REQUIRE(owner->out.send(bytes_of("abc"), Gfp::kernel).ok());
	{
		const Box<Owner> gone = kernel::move(owner);
	}
	CHECK(events == " in:errno 2 out:errno 2");
	CHECK(fake::live_urbs() == 0);
	CHECK(fake::live_allocations() == 0);
}

TEST_CASE_METHOD(Traffic, "what another CPU submits as an Urb is being destroyed is killed")
{
	auto owner = make().value();
	Owner *const raw = owner.get();
	REQUIRE(raw->in.submit(Gfp::kernel).ok());
	fake::on_synchronize_rcu([&] {
		CHECK(raw->in.submit(Gfp::kernel).error() == errors::busy);
		fake::complete_urb(gadget, "x");
		CHECK(raw->in.submit(Gfp::kernel).error() == errors::not_permitted);
		raw->in.kill();
	});
	{
		const Box<Owner> gone = kernel::move(owner);
	}
	CHECK(events == " in:x");
	CHECK(fake::live_urbs() == 0);
}

TEST_CASE_METHOD(Traffic, "an Urb that is destroyed while another CPU submits it is not submitted")
{
	// (Its memory stays, as that of a member does while those before it are destroyed.)
	alignas(Owner) unsigned char memory[sizeof(Owner)];
	auto *const owner = new (memory) Owner;
	REQUIRE(owner->in.allocate(interface.find<UsbInterruptIn>().value(), 8).ok());
	fake::before_submit([owner] { owner->~Owner(); });
	CHECK(owner->in.submit(Gfp::atomic).error() == errors::not_permitted);
	CHECK(events.empty());
	CHECK(fake::live_urbs() == 0);
}

TEST_CASE_METHOD(Traffic, "the device may go under traffic")
{
	auto owner = make().value();
	on_receive = [](UrbCompletion<UsbInterruptIn> &urb) {
		CHECK(urb.resubmit().error() == errors::no_device);
	};
	REQUIRE(owner->in.submit(Gfp::kernel).ok());
	REQUIRE(owner->out.send(bytes_of("abc"), Gfp::kernel).ok());
	gadget.unplug();
	CHECK(events == " in:errno 108 out:errno 108");
	CHECK(owner->in.submit(Gfp::kernel).error() == errors::no_device);
	CHECK(owner->out.send(bytes_of("a"), Gfp::kernel).error() == errors::no_device);
}

TEST_CASE_METHOD(Traffic, "what cannot be had for an Urb is an errno, and nothing is left of it")
{
	CHECK(with_each_failing_allocation([&] { (void)make(); }) == 5);
	Owner owner;
	CHECK(owner.in.submit(Gfp::kernel).error() == errors::invalid);
	CHECK(owner.out.send({}, Gfp::kernel).error() == errors::invalid);
	owner.in.kill();
	const auto in = interface.find<UsbInterruptIn>().value();
	CHECK(owner.in.allocate(in, size_t{1} << 31).error() == errors::invalid);
	REQUIRE(owner.in.allocate(in, 8).ok());
	CHECK(owner.in.allocate(in, 8).error() == errors::busy);
	fake::fail_allocation(1);
	CHECK(owner.in.submit(Gfp::kernel).error() == errors::no_memory);
	REQUIRE(owner.in.submit(Gfp::kernel).ok());
	on_receive = [](UrbCompletion<UsbInterruptIn> &urb) {
		fake::fail_allocation(1);
		CHECK(urb.resubmit().error() == errors::no_memory);
	};
	fake::complete_urb(gadget, "x");
	on_receive = nullptr;
	CHECK(owner.in.submit(Gfp::kernel).ok());
}
