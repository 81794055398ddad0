// SPDX-License-Identifier: GPL-2.0-only
// The shims of URBs.
#include "kernel/usb/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "kernel/layouts.h"
#include "kernel/lock/shim.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

unsigned int live;
std::function<void()> hook;
// Held, with interrupts off, while a handler runs: it may not sleep.
spinlock interrupt;

const fake::Part part(
	[] {
		live = 0;
		hook = nullptr;
		shim_spin_lock_init(&interrupt, "urb", reinterpret_cast<lock_class_key *>(&interrupt));
	},
	[] { return live == 0 ? std::string() : std::string("an URB that is not freed"); });

fake::UsbGadget &gadget_of(urb *urb)
{
	return *static_cast<fake::UsbGadget *>(urb->device);
}

void give_back(urb *urb, int status)
{
	std::erase(gadget_of(urb).urbs, urb);
	urb->in_flight = false;
	urb->status = status;
	urb->running = true;
	const unsigned long flags = shim_spin_lock_irqsave(&interrupt);
	urb->complete(urb);
	shim_spin_unlock_irqrestore(&interrupt, flags);
	urb->running = false;
	shim_usb_free_urb(urb);
}

void fill(urb *urb, usb_device *device, unsigned int pipe, void *buffer, int length,
	  void (*complete)(struct urb *), void *context, int interval)
{
	urb->device = device;
	urb->pipe = pipe;
	urb->transfer_buffer = buffer;
	urb->transfer_buffer_length = static_cast<unsigned int>(length);
	urb->complete = complete;
	urb->context = context;
	urb->interval = interval;
}

} // namespace

namespace fake
{

std::string complete_urb(UsbGadget &gadget, const std::string &answer, int status)
{
	if (gadget.urbs.empty())
		return "nothing is in flight";
	urb *const first = gadget.urbs.front();
	std::string sent;
	if ((first->pipe & LAYOUT_USB_DIR_IN) != 0) {
		first->actual_length = std::min<unsigned int>(static_cast<unsigned int>(answer.size()),
							      first->transfer_buffer_length);
		std::memcpy(first->transfer_buffer, answer.data(), first->actual_length);
	} else {
		first->actual_length = first->transfer_buffer_length;
		sent.assign(static_cast<const char *>(first->transfer_buffer), first->actual_length);
	}
	give_back(first, status);
	return sent;
}

unsigned int live_urbs()
{
	return live;
}

void before_submit(std::function<void()> hook_of_test)
{
	hook = std::move(hook_of_test);
}

} // namespace fake

struct urb *shim_usb_alloc_urb(unsigned int gfp)
{
	void *const memory = shim_kmalloc(sizeof(urb), gfp);
	if (memory == nullptr)
		return nullptr;
	++live;
	urb *const made = new (memory) urb{};
	made->references = 1;
	return made;
}

struct urb *shim_usb_get_urb(struct urb *urb)
{
	++urb->references;
	return urb;
}

void shim_usb_free_urb(struct urb *urb)
{
	if (--urb->references != 0)
		return;
	if (urb->in_flight)
		fake::violated("an URB freed that is in flight");
	shim_kfree(urb->transfer_buffer);
	shim_kfree(urb);
	--live;
}

void shim_usb_fill_bulk_urb(struct urb *urb, struct usb_device *device, unsigned int pipe, void *buffer,
			    int length, void (*complete)(struct urb *), void *context)
{
	fill(urb, device, pipe, buffer, length, complete, context, 0);
}

void shim_usb_fill_int_urb(struct urb *urb, struct usb_device *device, unsigned int pipe, void *buffer,
			   int length, void (*complete)(struct urb *), void *context, int interval)
{
	fill(urb, device, pipe, buffer, length, complete, context, interval);
}

int shim_usb_submit_urb(struct urb *urb, unsigned int gfp)
{
	if (const auto called = std::exchange(hook, nullptr))
		called();
	if ((gfp & LAYOUT_GFP_ATOMIC) == 0)
		fake::might_sleep("usb_submit_urb");
	if (urb->in_flight)
		fake::violated("an URB submitted that is in flight");
	fake::UsbGadget &gadget = gadget_of(urb);
	if (gadget.gone)
		return -ENODEV;
	if (gadget.closed)
		return -ENOENT;
	if (urb->poisoned)
		return -EPERM;
	void *const memory = shim_kmalloc(64, gfp);
	if (memory == nullptr)
		return -ENOMEM;
	shim_kfree(memory);
	shim_usb_get_urb(urb);
	urb->in_flight = true;
	gadget.urbs.push_back(urb);
	return 0;
}

void shim_usb_kill_urb(struct urb *urb)
{
	fake::might_sleep("usb_kill_urb");
	if (urb->running)
		return fake::violated("a handler of an URB waits for itself");
	// (What the handler submits meanwhile is refused.)
	const bool poisoned = urb->poisoned;
	urb->poisoned = true;
	if (urb->in_flight)
		give_back(urb, -ENOENT);
	urb->poisoned = poisoned;
}

void shim_usb_poison_urb(struct urb *urb)
{
	urb->poisoned = true;
	shim_usb_kill_urb(urb);
}
