// SPDX-License-Identifier: GPL-2.0-only
// UsbBulkIn, UsbBulkOut, UsbInterruptIn, UsbInterruptOut: endpoints of a USB device, and messages to and from them.
#pragma once

#include "kernel/core/span.hpp"
#include "kernel/memory/vec.hpp"
#include "kernel/time/delay.hpp"
#include "kernel/usb/shim.h"

namespace kernel
{
namespace
{

// What the kernel waits at the most, from 7.0 on, and what is no wait for ever, which is its 0.
inline int usb_timeout_of(Duration timeout)
{
	constexpr u64 longest = 60'000;
	const u64 rounded = min(round_up_to(timeout, 1'000'000), longest);
	return rounded == 0 ? 1 : static_cast<int>(rounded);
}

enum class UsbTransfer : unsigned char { interrupt = LAYOUT_PIPE_INTERRUPT, bulk = LAYOUT_PIPE_BULK };
enum class UsbDirection : unsigned char { out = LAYOUT_USB_DIR_OUT, in = LAYOUT_USB_DIR_IN };

/// What endpoints of all kinds have in common.
class UsbPipe
{
public:
	/// Its bEndpointAddress: the number, and bit 7 of an endpoint to the computer. Any context.
	u8 address() const { return address_; }
	/// What a packet has at the most, in bytes: a transfer to the computer of this size, or of a multiple, cannot be too small. Any context.
	u16 max_packet_size() const { return max_packet_size_; }
	/// It works again, after EPIPE (CLEAR_FEATURE of ENDPOINT_HALT). No Urb of it is in flight. Sleeps.
	Result<void> clear_halt() const
	{
		return Result<void>::from_kernel(shim_usb_clear_halt(device_, static_cast<int>(pipe_)));
	}

protected:
	UsbPipe(usb_device *device, UsbTransfer transfer, const shim_usb_endpoint &endpoint)
		: device_(device),
		  pipe_(shim_usb_pipe(device, static_cast<unsigned int>(transfer), endpoint.address)),
		  max_packet_size_(endpoint.max_packet_size), address_(endpoint.address),
		  interval_(endpoint.interval)
	{
	}
	// How many bytes were transferred.
	Result<size_t> message(void *data, size_t size, Duration timeout) const
	{
		int transferred = 0;
		TRY(Result<void>::from_kernel(shim_usb_bulk_msg(device_, pipe_, data, static_cast<int>(size),
								&transferred, usb_timeout_of(timeout))));
		return static_cast<size_t>(transferred);
	}
	// (What the controller reads and writes by itself is memory of kmalloc.)
	Result<size_t> receive_message(Span<u8> to, Duration timeout) const
	{
		Vec<u8> copy = TRY(make_copy(to.size()));
		const size_t received = min(TRY(message(copy.begin(), to.size(), timeout)), to.size());
		if (received != 0)
			__builtin_memcpy(to.data(), copy.begin(), received);
		return received;
	}
	Result<void> send_message(Span<const u8> bytes, Duration timeout) const
	{
		Vec<u8> copy = TRY(make_copy(bytes.size()));
		if (!bytes.empty())
			__builtin_memcpy(copy.begin(), bytes.data(), bytes.size());
		const size_t sent = TRY(message(copy.begin(), bytes.size(), timeout));
		return sent == bytes.size() ? Result<void>() : Errno(EIO);
	}

private:
	friend class UrbBase;
	static Result<Vec<u8>> make_copy(size_t size)
	{
		if (size > static_cast<size_t>(NumericLimits<int>::max()))
			return errors::invalid;
		Vec<u8> copy;
		TRY(copy.reserve(size == 0 ? 1 : size, Gfp::kernel_quiet));
		return copy;
	}

	usb_device *device_;
	unsigned int pipe_;
	u16 max_packet_size_;
	u8 address_;
	u8 interval_;
};

/// An endpoint of an interface, borrowed as the interface is; UsbInterface::find finds it. Its messages sleep, wait for the device, and are one
/// at a time; many at once, or without a wait, are Urbs. They copy the bytes, which may lie anywhere.
///
///     const UsbBulkOut out = TRY(interface.find<UsbBulkOut>());
///     TRY(out.send(command, 1_s));
///
/// A timeout is rounded up to milliseconds, and is 1 ms to 60 s. ETIMEDOUT: the device did not take or give all of it in time. EPIPE: the endpoint
/// is stalled, until clear_halt(). EPROTO, EILSEQ, ETIME: the transfer was disturbed; the device may be about to go. ENODEV, ESHUTDOWN,
/// ENOENT: it has gone, or is being taken from its driver. ENOMEM. EINVAL: over 2 GiB.
template <UsbTransfer transfer_, UsbDirection direction_>
class UsbEndpoint : public UsbPipe
{
public:
	static constexpr UsbTransfer transfer = transfer_;
	static constexpr UsbDirection direction = direction_;

	/// How many bytes have come: as many as there is room for, or fewer. EOVERFLOW: the device sent more than there is room for. Sleeps.
	Result<size_t> receive(Span<u8> to, Duration timeout) const requires(direction_ == UsbDirection::in)
	{
		return receive_message(to, timeout);
	}
	/// All of these bytes. Sleeps.
	Result<void> send(Span<const u8> bytes, Duration timeout) const
		requires(direction_ == UsbDirection::out)
	{
		return send_message(bytes, timeout);
	}

private:
	friend class UsbInterface;
	UsbEndpoint(usb_device *device, const shim_usb_endpoint &endpoint)
		: UsbPipe(device, transfer_, endpoint)
	{
	}
	static bool is(const shim_usb_endpoint &endpoint)
	{
		constexpr unsigned int type = transfer_ == UsbTransfer::bulk ? LAYOUT_USB_ENDPOINT_XFER_BULK
									     : LAYOUT_USB_ENDPOINT_XFER_INT;
		return endpoint.type == type &&
		       (endpoint.address & LAYOUT_USB_DIR_IN) == static_cast<unsigned int>(direction_);
	}
};

using UsbBulkIn = UsbEndpoint<UsbTransfer::bulk, UsbDirection::in>;
using UsbBulkOut = UsbEndpoint<UsbTransfer::bulk, UsbDirection::out>;
using UsbInterruptIn = UsbEndpoint<UsbTransfer::interrupt, UsbDirection::in>;
using UsbInterruptOut = UsbEndpoint<UsbTransfer::interrupt, UsbDirection::out>;

} // namespace
} // namespace kernel
