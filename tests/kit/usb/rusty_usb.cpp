// SPDX-License-Identifier: GPL-2.0-only
// rusty_usb: the layer's self-test of USB, a module of its own, as it needs usbcore, which kernels have as a module. Its device is the kernel's
// gadget of sources and sinks on dummy_hcd, which test_usb.py makes: what is read is a pattern, what is written must be that. Messages are
// tested as the module is loaded; transfers go on from probe() until the device goes, by Urbs that resubmit themselves, and by one that a timer
// submits, which is destroyed after it.
#include "kernel/timer/timer.hpp"
#include "kernel/usb/driver.hpp"
#include "kernel/usb/urb.hpp"
#include "tests/kit/selftest/counted.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace
{

using namespace kernel;
using namespace selftest;

constexpr size_t packet = 512;
constexpr u8 get_status = 0;
constexpr u8 write_buffer = 0x5b;
constexpr u8 read_buffer = 0x5c;

Atomic<u32> probed;
Atomic<u32> received;
Atomic<u32> sent;
Atomic<u32> by_timer;
Atomic<u32> ended;
Atomic<u32> wrong;
int alive = 0;

bool is_pattern(Span<const u8> bytes)
{
	for (size_t index = 0; index < bytes.size(); ++index)
		if (bytes.data()[index] != index % packet % 63)
			return false;
	return true;
}

class Gadget;
Gadget *found = nullptr;

class Gadget : Pinned
{
public:
	static Result<Box<Gadget>> probe(UsbInterface interface, UsbId id)
	{
		if (id.driver_info != 42)
			return errors::invalid;
		auto gadget = TRY(Box<Gadget>::make(Gfp::kernel, interface, TRY(interface.find<UsbBulkIn>()),
						    TRY(interface.find<UsbBulkOut>())));
		TRY(gadget->start());
		found = gadget.get();
		probed.inc();
		return gadget;
	}
	Gadget(UsbInterface interface, UsbBulkIn in, UsbBulkOut out)
		: counted_(alive), interface_(interface), in_(in), out_(out)
	{
		for (size_t index = 0; index < sizeof(pattern_); ++index)
			pattern_[index] = static_cast<u8>(index % packet % 63);
	}
	~Gadget() { found = nullptr; }

	const UsbInterface &interface() const { return interface_; }
	const UsbBulkIn &in() const { return in_; }
	const UsbBulkOut &out() const { return out_; }
	Span<const u8> pattern() const { return pattern_; }

private:
	Result<void> start()
	{
		TRY(first_.allocate(in_, 4 * packet));
		TRY(second_.allocate(in_, packet));
		TRY(writer_.allocate(out_, 2 * packet));
		TRY(timed_.allocate(out_, packet));
		TRY(first_.submit(Gfp::kernel));
		TRY(second_.submit(Gfp::kernel));
		TRY(writer_.send(pattern_, Gfp::kernel));
		timer_.start(1_ms);
		return {};
	}
	void came(UrbCompletion<UsbBulkIn> &urb)
	{
		const auto bytes = urb.received();
		if (!bytes.ok())
			ended.inc();
		else if (is_pattern(bytes.value()))
			received.inc();
		else
			wrong.inc();
		(void)urb.resubmit();
	}
	void written(UrbCompletion<UsbBulkOut> &urb)
	{
		const auto count = urb.sent();
		if (!count.ok())
			ended.inc();
		else if (count.value() == sizeof(pattern_))
			sent.inc();
		else
			wrong.inc();
		(void)urb.send(pattern_);
	}
	void tick()
	{
		(void)timed_.send(Span<const u8>(pattern_, packet), Gfp::atomic);
		timer_.start(1_ms);
	}
	void timed(UrbCompletion<UsbBulkOut> &urb)
	{
		if (urb.sent().ok())
			by_timer.inc();
	}

	Counted counted_;
	UsbInterface interface_;
	UsbBulkIn in_;
	UsbBulkOut out_;
	u8 pattern_[2 * packet];
	Timer<&Gadget::tick> timer_{*this};
	Urb<&Gadget::timed> timed_{*this};
	Urb<&Gadget::came> first_{*this};
	Urb<&Gadget::came> second_{*this};
	Urb<&Gadget::written> writer_{*this};
};

Outcome usb_has_a_gadget()
{
	EXPECT(found != nullptr);
	const UsbDevice device = found->interface().device();
	EXPECT(device.vendor_id() == 0x0525 && device.product_id() == 0xa4a0);
	EXPECT(device.product() == "gadget" && device.manufacturer().empty() && device.serial() == "1");
	EXPECT(found->interface().number() == 0);
	EXPECT(found->in().max_packet_size() == packet && found->out().max_packet_size() == packet);
	EXPECT(found->in().address() >= 0x80 && found->out().address() < 0x80);
	EXPECT(found->interface().find<UsbBulkIn>(1).error() == Errno(ENXIO));
	EXPECT(found->interface().find<UsbInterruptIn>().error() == Errno(ENXIO));
	return {};
}

Outcome usb_control_messages()
{
	EXPECT(found != nullptr);
	const UsbDevice device = found->interface().device();
	const auto bytes = found->pattern().first(64);
	u8 read[64] = {};
	TRY(device.control_send({UsbType::vendor, UsbRecipient::device, write_buffer}, bytes, 5_s));
	TRY(device.control_receive({UsbType::vendor, UsbRecipient::device, read_buffer}, read, 5_s));
	EXPECT(__builtin_memcmp(read, bytes.data(), sizeof(read)) == 0);
	EXPECT(device.control_send({UsbType::vendor, UsbRecipient::device, 0x77}, {}, 5_s).error() ==
	       Errno(EPIPE));
	u8 more[256];
	EXPECT(!device.control_receive({UsbType::standard, UsbRecipient::device, get_status}, more, 5_s)
			.ok());
	return {};
}

Outcome usb_transfers_go_on()
{
	EXPECT(eventually([] { return received.load() > 20 && sent.load() > 20 && by_timer.load() > 5; }));
	EXPECT(wrong.load() == 0 && ended.load() == 0);
	return {};
}

Outcome usb_bulk_messages()
{
	EXPECT(found != nullptr);
	u8 read[2 * packet] = {};
	for (int times = 0; times < 5; ++times) {
		EXPECT(TRY(found->in().receive(read, 5_s)) == sizeof(read));
		EXPECT(is_pattern(read));
		TRY(found->out().send(found->pattern(), 5_s));
	}
	return {};
}

Outcome usb_one_driver_of_a_name()
{
	UsbDriver<Gadget> same(usb_ids::rusty_usb);
	EXPECT(same.register_driver().error() == errors::busy);
	return {};
}

constexpr Test usb_tests[] = {
	{"usb: what a device says of itself, its endpoints", usb_has_a_gadget},
	{"usb: control messages, in both directions, and refused", usb_control_messages},
	{"usb: Urbs that resubmit themselves, and one that a timer submits", usb_transfers_go_on},
	{"usb: bulk messages beside them", usb_bulk_messages},
	{"usb: one driver of a name", usb_one_driver_of_a_name},
};
constexpr Facility facilities[] = {{"usb", usb_tests}};

class Module : Pinned
{
public:
	static Result<Box<Module>> create()
	{
		auto module = TRY(Box<Module>::make(Gfp::kernel));
		TRY(module->driver_.register_driver());
		const Report report(facilities, "usb");
		return module;
	}
	// (The driver has gone by then, as a member does.)
	struct Last {
		~Last()
		{
			pr_info("probed {} received {} sent {} timed {} ended {} wrong {} alive {}",
				probed.load(), received.load(), sent.load(), by_timer.load(), ended.load(),
				wrong.load(), hidden(alive));
		}
	};

private:
	Last last_;
	UsbDriver<Gadget> driver_{usb_ids::rusty_usb};
};

} // namespace
