// SPDX-License-Identifier: GPL-2.0-only
// tablet: QEMU's usb-tablet as an input device, without HID: its reports come by an Urb that is in flight while somebody reads the device. What
// programs see are the events that the kernel's own usbhid makes of the same reports.
#include "kernel/input/input.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/module/driver_module.hpp"
#include "kernel/usb/driver.hpp"
#include "kernel/usb/urb.hpp"

namespace tablet
{
namespace
{

using namespace kernel;

// A report: buttons, x and y of 15 bits, of which the low byte comes first, and how far the wheel was turned, in notches.
constexpr size_t report_size = 6;
constexpr int most = 0x7fff;
// What a notch is in REL_WHEEL_HI_RES.
constexpr int notch = 120;

class Tablet : Pinned
{
public:
	static Result<Box<Tablet>> probe(UsbInterface interface)
	{
		const auto in = TRY(interface.find<UsbInterruptIn>());
		const UsbDevice device = interface.device();
		auto tablet = TRY(Box<Tablet>::make(Gfp::kernel));
		TRY(tablet->urb_.allocate(in, in.max_packet_size()));
		TRY(tablet->input_.register_device(interface, {.name = "QEMU USB Tablet",
							       .bus = InputBus::usb,
							       .vendor = device.vendor_id(),
							       .product = device.product_id()}));
		return tablet;
	}

private:
	Result<void> open() { return urb_.submit(Gfp::kernel); }
	void close() { urb_.kill(); }
	void moved(UrbCompletion<UsbInterruptIn> &urb)
	{
		// (The device has gone, nobody reads it any more, or it answers nothing but errors: to go on at once could be for ever. The
		// next open() tries again.)
		const auto report = urb.received();
		if (!report.ok())
			return;
		if (report.value().size() >= report_size)
			hand_on(report.value().data());
		(void)urb.resubmit();
	}
	void hand_on(const u8 *report)
	{
		input_.report_key<BTN_LEFT>((report[0] & 1) != 0);
		input_.report_key<BTN_RIGHT>((report[0] & 2) != 0);
		input_.report_key<BTN_MIDDLE>((report[0] & 4) != 0);
		input_.report_abs<ABS_X>(min(report[1] | report[2] << 8, most));
		input_.report_abs<ABS_Y>(min(report[3] | report[4] << 8, most));
		const int turned = static_cast<s8>(report[5]);
		input_.report_rel<REL_WHEEL>(turned);
		input_.report_rel<REL_WHEEL_HI_RES>(turned * notch);
		input_.sync();
	}

	InputDevice<input::keys<BTN_LEFT, BTN_RIGHT, BTN_MIDDLE>, input::abs<ABS_X, 0, most>,
		    input::abs<ABS_Y, 0, most>, input::rel<REL_WHEEL, REL_WHEEL_HI_RES>,
		    input::opened<&Tablet::open, &Tablet::close>>
		input_{*this};
	// (Behind what its handler reports to. It is killed first, as the device goes; close() then finds nothing to kill.)
	Urb<&Tablet::moved> urb_{*this};
};

using Module = DriverModule<UsbDriver<Tablet>, usb_ids::tablet>;

} // namespace
} // namespace tablet
