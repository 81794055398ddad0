// SPDX-License-Identifier: GPL-2.0-only
// The shims of USB's messages.
#include "kernel/usb/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

fake::UsbGadget &gadget_of(usb_device *device)
{
	return *static_cast<fake::UsbGadget *>(device);
}

void say(fake::UsbGadget &gadget, const char *format, unsigned int a, unsigned int b = 0, unsigned int c = 0,
	 unsigned int d = 0)
{
	char text[64];
	std::snprintf(text, sizeof(text), format, a, b, c, d);
	gadget.said += (gadget.said.empty() ? "" : "; ") + std::string(text);
}

void say_bytes(fake::UsbGadget &gadget, const void *data, std::size_t size)
{
	for (std::size_t at = 0; at < size; ++at) {
		char text[4];
		std::snprintf(text, sizeof(text), "%02x", static_cast<const unsigned char *>(data)[at]);
		gadget.said += text;
	}
}

// What it returns before anything is transferred. (A message has memory of its own in the kernel, too.)
int begin(fake::UsbGadget &gadget)
{
	fake::might_sleep("a message of USB");
	if (gadget.gone)
		return -ENODEV;
	void *const memory = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return -ENOMEM;
	shim_kfree(memory);
	return gadget.failing;
}

void end(fake::UsbGadget &gadget, int timeout)
{
	if (timeout <= 0)
		fake::violated("a message of USB that waits for ever");
	gadget.said += " in " + std::to_string(timeout) + " ms";
}

} // namespace

int shim_usb_bulk_msg(struct usb_device *device, unsigned int pipe, void *data, int length,
		      int *actual_length, int timeout)
{
	fake::UsbGadget &gadget = gadget_of(device);
	const int refused = gadget.closed ? -ENOENT : begin(gadget);
	if (refused != 0)
		return refused;
	const auto size = static_cast<std::size_t>(length);
	if ((pipe & LAYOUT_USB_DIR_IN) != 0) {
		const std::size_t given = std::min(size, gadget.answer.size());
		std::memcpy(data, gadget.answer.data(), given);
		*actual_length = static_cast<int>(given);
		say(gadget, "%02x r %u", pipe & 0xff, static_cast<unsigned int>(length));
	} else {
		*actual_length = static_cast<int>(std::min(size, gadget.takes));
		say(gadget, "%02x w ", pipe & 0xff);
		say_bytes(gadget, data, size);
	}
	end(gadget, timeout);
	return 0;
}

int shim_usb_control_msg_send(struct usb_device *device, u8 request, u8 type, u16 value, u16 index,
			      const void *data, u16 size, int timeout)
{
	fake::UsbGadget &gadget = gadget_of(device);
	const int refused = begin(gadget);
	if (refused != 0)
		return refused;
	say(gadget, "%02x %02x %04x %04x w ", type, request, value, index);
	say_bytes(gadget, data, size);
	end(gadget, timeout);
	return 0;
}

int shim_usb_control_msg_recv(struct usb_device *device, u8 request, u8 type, u16 value, u16 index,
			      void *data, u16 size, int timeout)
{
	fake::UsbGadget &gadget = gadget_of(device);
	const int refused = size == 0 ? -EINVAL : begin(gadget);
	if (refused != 0)
		return refused;
	if (gadget.answer.size() < size)
		return -EREMOTEIO;
	std::memcpy(data, gadget.answer.data(), size);
	say(gadget, "%02x %02x %04x %04x r", type, request, value, index);
	end(gadget, timeout);
	return 0;
}

int shim_usb_clear_halt(struct usb_device *device, int pipe)
{
	fake::UsbGadget &gadget = gadget_of(device);
	const int refused = begin(gadget);
	if (refused == 0)
		say(gadget, "%02x works again", static_cast<unsigned int>(pipe) & 0xff);
	return refused;
}
