// SPDX-License-Identifier: GPL-2.0-only
// UsbInterface: the part of a USB device that a driver drives; UsbDevice: the device, and control messages.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/device/device.hpp"
#include "kernel/usb/endpoint.hpp"

namespace kernel
{
namespace
{

/// Who says what a request means: USB itself, the class of the device, its maker.
enum class UsbType : u8 {
	standard = LAYOUT_USB_TYPE_STANDARD,
	of_class = LAYOUT_USB_TYPE_CLASS,
	vendor = LAYOUT_USB_TYPE_VENDOR,
};
/// What it is about: the device, or the interface or the endpoint that is the request's index.
enum class UsbRecipient : u8 {
	device = LAYOUT_USB_RECIP_DEVICE,
	interface = LAYOUT_USB_RECIP_INTERFACE,
	endpoint = LAYOUT_USB_RECIP_ENDPOINT,
	other = LAYOUT_USB_RECIP_OTHER,
};
/// What a control message asks for, as the setup packet has it: bRequest, wValue, wIndex. (The direction is that of the message.)
struct UsbRequest {
	UsbType type;
	UsbRecipient recipient;
	u8 request;
	u16 value = 0;
	u16 index = 0;
};

/// struct usb_device, borrowed, as UsbInterface is, which leads to it.
class UsbDevice
{
public:
	/// For the layer.
	constexpr explicit UsbDevice(usb_device *raw) : raw_(raw) {}

	operator Device() const
	{
		return Device(
			reinterpret_cast<device *>(reinterpret_cast<char *>(raw_) + LAYOUT_USB_DEVICE_dev));
	}
	u16 vendor_id() const { return shim_usb_vendor_id(raw_); }
	u16 product_id() const { return shim_usb_product_id(raw_); }
	/// What the device calls itself, its maker, and this one of its kind, in UTF-8; empty, if it does not. They stay as long as the device,
	/// and are its own words: nothing that is shown as they are. Any context.
	Text product() const { return text(LAYOUT_USB_DEVICE_product); }
	Text manufacturer() const { return text(LAYOUT_USB_DEVICE_manufacturer); }
	Text serial() const { return text(LAYOUT_USB_DEVICE_serial); }

	/// A control message with these bytes, or without any. They may lie anywhere. Both sleep; timeouts and errors are those of an endpoint's
	/// messages, EPIPE: the device knows no such request. EINVAL: over 65535 bytes.
	///
	///     TRY(device.control_send({UsbType::vendor, UsbRecipient::device, set_led, on}, {}, 1_s));
	Result<void> control_send(UsbRequest request, Span<const u8> bytes, Duration timeout) const
	{
		if (bytes.size() > NumericLimits<u16>::max())
			return errors::invalid;
		return Result<void>::from_kernel(
			shim_usb_control_msg_send(raw_, request.request, type_of(request, UsbDirection::out),
						  request.value, request.index, bytes.data(),
						  static_cast<u16>(bytes.size()), usb_timeout_of(timeout)));
	}
	/// A control message that fills all of `to`. An error, if the device gives fewer bytes: EREMOTEIO (EINVAL, on kernels before 5.11).
	/// EINVAL: no bytes.
	Result<void> control_receive(UsbRequest request, Span<u8> to, Duration timeout) const
	{
		if (to.size() > NumericLimits<u16>::max())
			return errors::invalid;
		return Result<void>::from_kernel(shim_usb_control_msg_recv(
			raw_, request.request, type_of(request, UsbDirection::in), request.value,
			request.index, to.data(), static_cast<u16>(to.size()), usb_timeout_of(timeout)));
	}

private:
	static u8 type_of(UsbRequest request, UsbDirection direction)
	{
		return static_cast<u8>(static_cast<unsigned int>(direction) |
				       static_cast<unsigned int>(request.type) |
				       static_cast<unsigned int>(request.recipient));
	}
	Text text(size_t offset) const
	{
		const char *const found = field<const char *>(raw_, offset);
		return found == nullptr ? Text() : Text::terminated(found);
	}

	usb_device *raw_;
};

/// struct usb_interface, borrowed: a copy is the same interface. It stands from probe() until the driver's object of it has been destroyed.
class UsbInterface
{
public:
	/// For the layer.
	constexpr explicit UsbInterface(usb_interface *raw) : raw_(raw) {}

	operator Device() const
	{
		return Device(reinterpret_cast<::device *>(reinterpret_cast<char *>(raw_) +
							   LAYOUT_USB_INTERFACE_dev));
	}
	UsbDevice device() const { return UsbDevice(shim_interface_to_usbdev(raw_)); }
	/// Its number in the device, bInterfaceNumber, as requests about it have as their index. Any context.
	u8 number() const { return shim_usb_interface_number(raw_); }

	/// The first endpoint of this kind that the current altsetting has, or the second, ... ENXIO: there is none. Any context.
	///
	///     const auto in = TRY(interface.find<UsbInterruptIn>());
	template <typename Endpoint>
	Result<Endpoint> find(unsigned int index = 0) const
	{
		static_assert(is_one_of<Endpoint, UsbBulkIn, UsbBulkOut, UsbInterruptIn, UsbInterruptOut>,
			      "an interface has endpoints of these kinds: find<UsbBulkIn>(), UsbBulkOut, "
			      "UsbInterruptIn, UsbInterruptOut");
		return Endpoint(shim_interface_to_usbdev(raw_), TRY(find_endpoint(&Endpoint::is, index)));
	}

private:
	Result<shim_usb_endpoint> find_endpoint(bool (*is)(const shim_usb_endpoint &),
						unsigned int index) const
	{
		const unsigned int count = shim_usb_num_endpoints(raw_);
		for (unsigned int each = 0; each < count; ++each) {
			const shim_usb_endpoint endpoint = shim_usb_endpoint_at(raw_, each);
			if (is(endpoint) && index-- == 0)
				return endpoint;
		}
		return Errno(ENXIO);
	}

	usb_interface *raw_;
};

} // namespace
} // namespace kernel
