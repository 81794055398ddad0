// SPDX-License-Identifier: GPL-2.0-only
// HidDriver<D>: a driver of HID devices. D is the driver's class, an object of which is one device:
//
//     class Pad : Pinned {
//     public:
//             static Result<Box<Pad>> probe(HidDevice device)
//             {
//                     auto pad = TRY(Box<Pad>::make(Gfp::kernel, device));
//                     TRY(pad->hardware_.start(HidConnect::hidraw));
//                     TRY(pad->input_.register_device(device, {.name = device.name()}));
//                     TRY(pad->hardware_.open());
//                     return pad;
//             }
//             void raw_event(const HidReport &report);
//             ...
//     };
//
// NAME.module.h says for which devices it is, HID_IDS(pad, {HID_USB_DEVICE(0x1234, 0x5678)}), and the module is the driver,
//
//     using Module = DriverModule<HidDriver<Pad>, hid_ids::pad>;              // (kernel/module/driver_module.hpp)
#pragma once

#include "kernel/core/call.hpp"
#include "kernel/core/table.hpp"
#include "kernel/hid/device.hpp"
#include "kernel/memory/box.hpp"

namespace kernel
{
namespace
{

/// What a HID_IDS word of NAME.module.h declares: hid_ids::NAME.
struct HidIds {
	const char *name;
	const hid_device_id *table;
};

/// What the word says of the device that probe() is called for: the number beside it.
struct HidId {
	unsigned long driver_data;
};

KERNEL_MEMBER_PROBE(raw_event)
KERNEL_MEMBER_PROBE(report_fixup)

} // namespace

namespace hid_ids
{
}
} // namespace kernel

// (To C an array, of what C++ does not know.)
#define HID_IDS(name, ...)                                                                                   \
	extern "C" const hid_device_id hid_ids_##name;                                                       \
	namespace kernel                                                                                     \
	{                                                                                                    \
	namespace hid_ids                                                                                    \
	{                                                                                                    \
	namespace                                                                                            \
	{                                                                                                    \
	constexpr HidIds name{#name, &hid_ids_##name};                                                       \
	}                                                                                                    \
	}                                                                                                    \
	}
#include "kernel/module/declarations.h"

namespace kernel
{
namespace
{

template <typename D>
constexpr bool can_call_hid_probe = requires
{
	&D::probe;
};

/// The driver. `D::probe` is called for each device that its ids name, in process context, as soon as both are there; what it returns lives until
/// the device or the driver goes, and is destroyed then: its destructor is what C calls remove(). An error is a line in the log, ENODEV and ENXIO
/// not even that, and the device stays without a driver. It may take, in any order, a HidDevice and a HidId.
///
/// D may have, as public members,
///
/// `void raw_event(const HidReport &report)`: the device has sent a report. Any context, so it must not sleep; one at a time for a device, and only
/// between the return of probe() and the destructor's begin: what comes earlier or later is dropped.
///
/// `static Span<u8> report_fixup(HidDevice device, Span<u8> descriptor)`: before the descriptor of its reports is read, as the device starts. It may
/// change it where it stands, and returns it, a part of it, or, as a Span<const u8>, another one that stays as long as the module. Process context,
/// may sleep.
template <typename D>
class HidDriver : Pinned
{
public:
	explicit HidDriver(HidIds ids) : ids_(ids) {}
	/// When it returns, no D is alive, and none will be made.
	~HidDriver()
	{
		if (is_registered_)
			shim_hid_unregister_driver(raw());
	}

	/// Calls D::probe() for the devices that are there, and from now on for those that come. EBUSY: there is a driver of this name, or it is
	/// registered. ENOMEM. Sleeps.
	Result<void> register_driver()
	{
		check();
		if (is_registered_)
			return errors::busy;
		if constexpr (can_call_hid_probe<D>) {
			int (*on_report)(hid_device *, hid_report *, u8 *, int) = nullptr;
			KERNEL_HID_FIXED *(*on_fixup)(hid_device *, u8 *, unsigned int *) = nullptr;
			if constexpr (can_call_raw_event<D>)
				on_report = &raw_event;
			if constexpr (can_call_report_fixup<D>)
				on_fixup = &report_fixup;
			TRY(Result<void>::from_kernel(shim_hid_register_driver(
				raw(), ids_.name, ids_.table, &probe, &remove, on_report, on_fixup)));
		}
		is_registered_ = true;
		return {};
	}

private:
	static constexpr void check()
	{
		static_assert(can_call_hid_probe<D>,
			      "a driver's class has one public function that makes an object of a device: "
			      "static Result<Box<D>> probe(HidDevice device)");
		if constexpr (can_call_hid_probe<D>) {
			static_assert(!Signature<decltype(&D::probe)>::is_member,
				      "the driver's `probe` must be static: there is no object yet");
			static_assert(is_same<ReturnedBy<&D::probe>, Result<Box<D>>>,
				      "the driver's `probe` must return Result<Box<D>>");
			static_assert(
				are_available<ArgumentsOf<&D::probe>, HidDevice, HidId>,
				"the driver's `probe` takes a parameter that there is not: it may take, "
				"in any order, HidDevice, HidId");
		}
		static_assert(!has_raw_event<D> || can_call_raw_event<D>,
			      "the driver's `raw_event` is private or there are several");
		if constexpr (can_call_raw_event<D>)
			static_assert(is_same<decltype(&D::raw_event), void (D::*)(const HidReport &)>,
				      "the driver's `raw_event` must be `void raw_event(const HidReport &)`");
		static_assert(!has_report_fixup<D> || can_call_report_fixup<D>,
			      "the driver's `report_fixup` is private or there are several");
		if constexpr (can_call_report_fixup<D>)
			static_assert(is_one_of<decltype(&D::report_fixup), Span<u8> (*)(HidDevice, Span<u8>),
						Span<const u8> (*)(HidDevice, Span<u8>)>,
				      "the driver's `report_fixup` must be `static Span<u8> "
				      "report_fixup(HidDevice, Span<u8>)`, or of Span<const u8>");
	}

	// (Of the kernel's own types, kCFI compares them.)
	[[gnu::cold]] static int probe(hid_device *raw, const hid_device_id *id)
	{
		const HidDevice device(raw);
		const HidId found{field<unsigned long>(const_cast<hid_device_id *>(id),
						       LAYOUT_HID_DEVICE_ID_driver_data)};
		Result<Box<D>> made = CallWith<&D::probe>::call(device, device, found);
		if (!made.ok())
			return static_cast<int>(made.error().to_kernel());
		field<void *>(raw, LAYOUT_HID_DEVICE_DRIVER_DATA) = made.value().release();
		return 0;
	}
	[[gnu::cold]] static void remove(hid_device *raw)
	{
		volatile auto &data = field<void *>(raw, LAYOUT_HID_DEVICE_DRIVER_DATA);
		Box<D>::take(static_cast<D *>(data));
		data = nullptr;
	}
	// (The kernel holds back reports while probe or remove runs, and asks nobody before and after. Below 0: nobody else hears of it.)
	static int raw_event(hid_device *raw, hid_report *report, u8 *bytes, int size)
	{
		D *const driver = static_cast<D *>(field<void *>(raw, LAYOUT_HID_DEVICE_DRIVER_DATA));
		if (driver == nullptr) [[unlikely]]
			return 0;
		const auto number = static_cast<u8>(field<u32>(report, LAYOUT_HID_REPORT_id));
		const auto type = static_cast<HidReportType>(field<u32>(report, LAYOUT_HID_REPORT_type));
		const Span<const u8> sent(bytes, size < 0 ? 0 : static_cast<size_t>(size));
		driver->raw_event({type, number, sent.from(number == 0 ? 0 : 1)});
		return 0;
	}
	[[gnu::cold]] static KERNEL_HID_FIXED *report_fixup(hid_device *raw, u8 *bytes, unsigned int *size)
	{
		const auto fixed = D::report_fixup(HidDevice(raw), Span<u8>(bytes, *size));
		*size = static_cast<unsigned int>(fixed.size());
		// (Not to be written, but of that type on older kernels, which copy it.)
		return const_cast<u8 *>(fixed.data());
	}

	hid_driver *raw() { return reinterpret_cast<hid_driver *>(&driver_); }

	Opaque<LAYOUT_HID_DRIVER_SIZE, LAYOUT_HID_DRIVER_ALIGN> driver_{};
	HidIds ids_;
	bool is_registered_ = false;
};

} // namespace
} // namespace kernel
