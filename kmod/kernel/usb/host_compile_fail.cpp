// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/usb/driver.hpp"
#include "kernel/usb/urb.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Good {
	static Result<Box<Good>> probe(UsbId, UsbInterface);
};
struct Without {
};
struct Private {
private:
	static Result<Box<Private>> probe(UsbInterface);
};
struct Member {
	Result<Box<Member>> probe(UsbInterface);
};
struct Plain {
	static int probe(UsbInterface);
};
struct OfOther {
	static Result<Box<Good>> probe(UsbInterface);
};
struct Asks {
	static Result<Box<Asks>> probe(UsbInterface, int);
};

template <typename D>
Result<void> drive()
{
	UsbDriver<D> driver(UsbIds{"gadget", nullptr});
	return driver.register_driver();
}

struct Owner : Pinned {
	void came(UrbCompletion<UsbBulkIn> &urb)
	{
		(void)urb.resubmit();
		urb.resubmit(); // FAULT: ignoring|an error would be ignored
		(void)urb.send({}); // FAULT: (no matching|constraints not satisfied|invalid reference)
		(void)urb.sent(); // FAULT: (no matching|constraints not satisfied|invalid reference)
		UrbCompletion<UsbBulkIn> copied(urb); (void)copied; // FAULT: (deleted|ill-formed)
	}
	void sent(UrbCompletion<UsbBulkOut> &urb)
	{
		(void)urb.send({});
		(void)urb.resubmit(); // FAULT: (no matching|constraints not satisfied|invalid reference)
		(void)urb.received(); // FAULT: (no matching|constraints not satisfied|invalid reference)
	}
	void nothing() {}
	Urb<&Owner::came> in{*this};
	Urb<&Owner::sent> out{*this};
	Urb<&Owner::nothing> none{*this}; // FAULT: an Urb calls a member function of its owner that takes
};

[[maybe_unused]] Result<void> all(UsbInterface interface, Owner &owner)
{
	(void)drive<Good>();
	(void)drive<Without>(); // FAULT: a driver's class has one public function that makes an object of an interface
	(void)drive<Private>(); // FAULT: a driver's class has one public function that makes an object of an interface
	(void)drive<Member>(); // FAULT: the driver's `probe` must be static
	(void)drive<Plain>(); // FAULT: the driver's `probe` must return Result<Box<D>>
	(void)drive<OfOther>(); // FAULT: the driver's `probe` must return Result<Box<D>>
	(void)drive<Asks>(); // FAULT: the driver's `probe` takes a parameter that there is not
	UsbDriver<Good> nameless(usb_ids::nowhere); // FAULT: nowhere
	const auto bulk = TRY(interface.find<UsbBulkIn>());
	const auto interrupt = TRY(interface.find<UsbInterruptIn>());
	const auto out = TRY(interface.find<UsbBulkOut>());
	auto any = interface.find<UsbPipe>(); // FAULT: an interface has endpoints of these kinds
	u8 room[4];
	const u8 constant[4] = {};
	TRY(bulk.receive(room, 1_s));
	bulk.receive(room, 1_s); // FAULT: ignoring|an error would be ignored
	TRY(bulk.receive(constant, 1_s)); // FAULT: (no matching|could not convert|no viable|cannot convert)
	TRY(bulk.send(constant, 1_s)); // FAULT: (no matching|constraints not satisfied|invalid reference)
	TRY(out.receive(room, 1_s)); // FAULT: (no matching|constraints not satisfied|invalid reference)
	TRY(out.send(constant, 1000)); // FAULT: (no matching|could not convert|no viable|cannot convert)
	UsbBulkIn wrong = interrupt; (void)wrong; // FAULT: (conversion from|no viable conversion)
	TRY(owner.in.allocate(bulk, 512));
	TRY(owner.in.allocate(interrupt, 512)); // FAULT: (no matching|could not convert|no viable|cannot convert|invalid initialization)
	TRY(owner.in.allocate(out, 512)); // FAULT: (no matching|could not convert|no viable|cannot convert|invalid initialization)
	TRY(owner.in.send(constant, Gfp::kernel)); // FAULT: (no matching|constraints not satisfied|invalid reference)
	TRY(owner.out.submit(Gfp::kernel)); // FAULT: (no matching|constraints not satisfied|invalid reference)
	Urb<&Owner::came> another(kernel::move(owner.in)); // FAULT: (deleted|ill-formed)
	return {};
}

} // namespace
