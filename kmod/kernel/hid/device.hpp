// SPDX-License-Identifier: GPL-2.0-only
// HidDevice: a HID device, as a driver's probe() is given it; HidHardware: what it does between its start and its stop.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/core/span.hpp"
#include "kernel/device/device.hpp"
#include "kernel/hid/shim.h"
#include "kernel/memory/vec.hpp"

namespace kernel
{
namespace
{

/// struct hid_device, borrowed: a copy is the same device. It stands from probe() until the driver's object of the device has been destroyed.
class HidDevice
{
public:
	/// For the layer.
	constexpr explicit HidDevice(hid_device *raw) : raw_(raw) {}
	constexpr hid_device *raw() const { return raw_; }

	operator Device() const
	{
		return Device(
			reinterpret_cast<device *>(reinterpret_cast<char *>(raw_) + LAYOUT_HID_DEVICE_dev));
	}
	/// Texts that end with a NUL and stay as long as the device, the last two may be empty: its maker and product, the path to it, its serial
	/// number. All of these: any context.
	const char *name() const { return text(LAYOUT_HID_DEVICE_name); }
	const char *phys() const { return text(LAYOUT_HID_DEVICE_phys); }
	const char *uniq() const { return text(LAYOUT_HID_DEVICE_uniq); }
	/// BUS_USB, BUS_BLUETOOTH, ..., as in InputBus (kernel/input/input.hpp).
	u16 bus() const { return field<u16>(raw_, LAYOUT_HID_DEVICE_bus); }
	u32 vendor() const { return field<u32>(raw_, LAYOUT_HID_DEVICE_vendor); }
	u32 product() const { return field<u32>(raw_, LAYOUT_HID_DEVICE_product); }
	u32 version() const { return field<u32>(raw_, LAYOUT_HID_DEVICE_version); }

private:
	const char *text(size_t offset) const { return reinterpret_cast<const char *>(raw_) + offset; }

	hid_device *raw_;
};

enum class HidReportType : u32 {
	input = LAYOUT_HID_INPUT_REPORT,
	output = LAYOUT_HID_OUTPUT_REPORT,
	feature = LAYOUT_HID_FEATURE_REPORT,
};

/// A report that the device has sent: its number, 0 where reports have none; and the bytes behind it, as many as came, which may be fewer or more
/// than the device has promised. They are there during the call.
struct HidReport {
	HidReportType type;
	u8 number;
	Span<const u8> bytes;
};

/// Who else hears of a device: HidConnect::hidinput | HidConnect::hidraw.
enum class HidConnect : u32 {
	/// The driver alone, by raw_event().
	driver = LAYOUT_HID_CONNECT_DRIVER,
	/// Input devices that the kernel makes of its reports; with their effects.
	hidinput = LAYOUT_HID_CONNECT_HIDINPUT,
	force_feedback = LAYOUT_HID_CONNECT_FF,
	/// /dev/hidraw0, /dev/usb/hiddev0.
	hidraw = LAYOUT_HID_CONNECT_HIDRAW,
	hiddev = LAYOUT_HID_CONNECT_HIDDEV,
	/// All but `driver`, as for a device without a driver of its own.
	usual = LAYOUT_HID_CONNECT_HIDINPUT | LAYOUT_HID_CONNECT_FF | LAYOUT_HID_CONNECT_HIDRAW |
		LAYOUT_HID_CONNECT_HIDDEV,
};
constexpr HidConnect operator|(HidConnect a, HidConnect b)
{
	return static_cast<HidConnect>(static_cast<u32>(a) | static_cast<u32>(b));
}

/// The device at work. A member of the driver's class before all that sends by it, as LEDs and works: what sends is gone when this stops the device.
///
///     TRY(pad->hardware_.start(HidConnect::hidraw));
///     TRY(pad->hardware_.open());
///     const u8 lights[] = {0x0f};
///     TRY(pad->hardware_.output_report(5, lights));
///
/// All of it sleeps: process context, no spinlock held.
class HidHardware : Pinned
{
public:
	explicit HidHardware(HidDevice device) : device_(device.raw()) {}
	/// Closes and stops it, and takes back what it was connected to.
	~HidHardware()
	{
		close();
		if (is_started_)
			shim_hid_hw_stop(device_);
	}

	/// Reads what reports it has, with the driver's report_fixup() before, and starts it (hid_parse, hid_hw_start): in probe(). EBUSY: it was started.
	/// EINVAL: the descriptor of its reports is none. ENODEV: nobody is connected, and the driver has no raw_event(). Others: of its bus.
	Result<void> start(HidConnect connect)
	{
		if (is_parsed_)
			return errors::busy;
		is_parsed_ = true;
		TRY(Result<void>::from_kernel(shim_hid_parse(device_)));
		TRY(Result<void>::from_kernel(shim_hid_hw_start(device_, static_cast<u32>(connect))));
		is_started_ = true;
		return {};
	}
	/// Lets its reports come; the first can be heard when probe() has returned. EBUSY: it is open. EINVAL: it is not started. Others: of its bus.
	Result<void> open()
	{
		if (is_open_)
			return errors::busy;
		TRY(check_started());
		TRY(Result<void>::from_kernel(shim_hid_hw_open(device_)));
		is_open_ = true;
		return {};
	}

	/// From now on no reports come, but those that others have it open for, as /dev/hidraw0. Of one that is not open: nothing.
	void close()
	{
		if (is_open_)
			shim_hid_hw_close(device_);
		is_open_ = false;
	}

	/// Sends a report by the device's way for them, an interrupt endpoint; its number, 0 where reports have none, and the bytes behind it. ENOSYS: its
	/// bus has none (then set_report). EINVAL: it is not started, or the report is longer than the kernel's longest. ENOMEM. Others: of its bus.
	Result<void> output_report(u8 number, Span<const u8> bytes) const
	{
		auto copy = TRY(numbered(number, bytes));
		return done(shim_hid_hw_output_report(device_, copy.begin(), copy.size()));
	}
	/// Sets a report by the device's control endpoint: HidReportType::feature, mostly.
	Result<void> set_report(HidReportType type, u8 number, Span<const u8> bytes) const
	{
		auto copy = TRY(numbered(number, bytes));
		return done(shim_hid_set_report(device_, number, copy.begin(), copy.size(),
						static_cast<int>(type)));
	}
	/// Asks for a report, and returns how much of `to` was written: as the bus has it, most begin with the number. What does not fit is lost.
	Result<size_t> get_report(HidReportType type, u8 number, Span<u8> to) const
	{
		auto copy = TRY(numbered(number, {}, to.empty() ? 0 : to.size() - 1));
		const int got = shim_hid_get_report(device_, number, copy.begin(), copy.size(),
						    static_cast<int>(type));
		if (got < 0)
			return Errno::from_kernel(got);
		const size_t size = min(static_cast<size_t>(got), to.size());
		for (size_t index = 0; index < size; ++index)
			to.data()[index] = copy.begin()[index];
		return size;
	}

private:
	Result<void> check_started() const
	{
		return is_started_ ? Result<void>() : Result<void>(errors::invalid);
	}
	// (On the heap: buses reach it by DMA.)
	[[gnu::noinline]] Result<Vec<u8>> numbered(u8 number, Span<const u8> bytes, size_t zeros = 0) const
	{
		TRY(check_started());
		Vec<u8> copy;
		// (Quietly: how many they are may be a program's choice.)
		TRY(copy.reserve(1 + bytes.size() + zeros, Gfp::kernel_quiet));
		TRY(copy.push(number, Gfp::kernel));
		for (const u8 byte : bytes)
			TRY(copy.push(byte, Gfp::kernel));
		while (copy.size() < 1 + bytes.size() + zeros)
			TRY(copy.push(0, Gfp::kernel));
		return copy;
	}
	static Result<void> done(int returned)
	{
		return returned < 0 ? Result<void>(Errno::from_kernel(returned)) : Result<void>();
	}

	hid_device *device_;
	bool is_parsed_ = false;
	bool is_started_ = false;
	bool is_open_ = false;
};

} // namespace
} // namespace kernel
