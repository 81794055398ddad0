// SPDX-License-Identifier: GPL-2.0-only
// UsbDriver<D>: a driver for USB devices. D is the driver's class, an object of which is one interface of a device:
//
//     class Mouse : Pinned {
//     public:
//             static Result<Box<Mouse>> probe(UsbInterface interface)         // the destructor is disconnect
//             {
//                     const auto in = TRY(interface.find<UsbInterruptIn>());
//                     auto mouse = TRY(Box<Mouse>::make(Gfp::kernel, interface));
//                     TRY(mouse->urb_.allocate(in, in.max_packet_size()));
//                     TRY(mouse->urb_.submit(Gfp::kernel));
//                     return mouse;
//             }
//             ...
//     };
//
// NAME.module.h says for which devices it is, USB_IDS(mouse, {USB_DEVICE(0x0627, 0x0001)}), and the module is the driver
// (kernel/module/driver_module.hpp),
//
//     using Module = DriverModule<UsbDriver<Mouse>, usb_ids::mouse>;
//
// or its class has it as a member, UsbDriver<Mouse> driver_{usb_ids::mouse}, and registers it in create().
#pragma once

#include "kernel/core/call.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/usb/device.hpp"

namespace kernel
{
namespace
{

/// What a USB_IDS word of NAME.module.h declares: usb_ids::NAME.
struct UsbIds {
	const char *name;
	const usb_device_id *table;
};

/// What the word says of the device that probe() is called for: its .driver_info.
struct UsbId {
	unsigned long driver_info;
};

} // namespace

namespace usb_ids
{
}
} // namespace kernel

// (To C an array, of what C++ does not know.)
#define USB_IDS(name, ...)                                                                                   \
	extern "C" const usb_device_id usb_ids_##name;                                                       \
	namespace kernel                                                                                     \
	{                                                                                                    \
	namespace usb_ids                                                                                    \
	{                                                                                                    \
	namespace                                                                                            \
	{                                                                                                    \
	constexpr UsbIds name{#name, &usb_ids_##name};                                                       \
	}                                                                                                    \
	}                                                                                                    \
	}
#include "kernel/module/declarations.h"

namespace kernel
{
namespace
{

template <typename D>
constexpr bool can_call_usb_probe = requires
{
	&D::probe;
};

/// The driver. D::probe() is called for each interface that its ids name and nobody drives, in process context, as soon as both are there; what it
/// returns lives until the device or the driver goes, and is destroyed then: its destructor is what C calls disconnect(). By then the
/// endpoints are closed: transfers have ended, or will at once, and new ones are refused; control messages go through, if the device is still there.
/// An error is a line in the log, ENODEV and ENXIO not even that, and the interface stays without a driver. probe() may take, in any order, a
/// UsbInterface and a UsbId.
///
/// When D's destructor returns, nothing of the device may be in use: its Urbs are members of D. What can be reached from outside longer, as the
/// object behind open files can, has what it needs of the device as a Revocable (kernel/removable). A system that goes to sleep takes the
/// devices from the driver before, and gives them back after.
template <typename D>
class UsbDriver : Pinned
{
public:
	explicit UsbDriver(UsbIds ids) : ids_(ids) {}
	/// When it returns, no D is alive, and none will be made. Sleeps.
	~UsbDriver()
	{
		if (is_registered_)
			shim_usb_deregister(raw());
	}

	/// Calls D::probe() for the devices that are there, and from now on for those that come. EBUSY: there is a driver of this name, or it is
	/// registered. ENODEV: the kernel was booted with nousb. ENOMEM. Sleeps.
	Result<void> register_driver()
	{
		check();
		if (is_registered_)
			return errors::busy;
		if constexpr (can_call_usb_probe<D>)
			TRY(Result<void>::from_kernel(
				shim_usb_register_driver(raw(), ids_.name, ids_.table, &probe, &disconnect)));
		is_registered_ = true;
		return {};
	}

private:
	static constexpr void check()
	{
		static_assert(can_call_usb_probe<D>,
			      "a driver's class has one public function that makes an object of "
			      "an interface: static Result<Box<D>> probe(UsbInterface interface)");
		if constexpr (can_call_usb_probe<D>) {
			static_assert(!Signature<decltype(&D::probe)>::is_member,
				      "the driver's `probe` must be static: there is no object yet");
			static_assert(is_same<ReturnedBy<&D::probe>, Result<Box<D>>>,
				      "the driver's `probe` must return Result<Box<D>>");
			static_assert(are_available<ArgumentsOf<&D::probe>, UsbInterface, UsbId>,
				      "the driver's `probe` takes a parameter that there is not: it may "
				      "take, in any order, "
				      "UsbInterface, UsbId");
		}
	}

	// (Of the kernel's own types, kCFI compares them.)
	static int probe(usb_interface *raw, const usb_device_id *raw_id)
	{
		UsbInterface interface(raw);
		UsbId id{field<unsigned long>(const_cast<usb_device_id *>(raw_id),
					      LAYOUT_USB_DEVICE_ID_driver_info)};
		auto made = CallWith<&D::probe>::call(interface, interface, id);
		if (!made.ok())
			return static_cast<int>(made.error().to_kernel());
		field<void *>(raw, LAYOUT_USB_INTERFACE_DRIVER_DATA) = made.value().release();
		return 0;
	}
	static void disconnect(usb_interface *raw)
	{
		Box<D>::take(static_cast<D *>(field<void *>(raw, LAYOUT_USB_INTERFACE_DRIVER_DATA)));
	}

	usb_driver *raw() { return reinterpret_cast<usb_driver *>(&driver_); }

	Opaque<LAYOUT_USB_DRIVER_SIZE, LAYOUT_USB_DRIVER_ALIGN> driver_{};
	UsbIds ids_;
	bool is_registered_ = false;
};

} // namespace
} // namespace kernel
