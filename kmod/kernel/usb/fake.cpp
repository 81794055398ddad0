// SPDX-License-Identifier: GPL-2.0-only
// The shims of USB's drivers and devices.
#include "kernel/usb/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

std::vector<fake::UsbGadget *> gadgets;
std::vector<usb_driver *> drivers;
const fake::Part part(
	[] {
		gadgets.clear();
		drivers.clear();
	},
	[] {
		return drivers.empty() ? std::string()
				       : std::string("a USB driver: ") + drivers.front()->name;
	});

void probe(fake::UsbGadget &gadget, usb_driver &driver)
{
	for (const usb_device_id *id = driver.ids; id->vendor != 0; ++id) {
		if (id->vendor != gadget.vendor_id || id->product != gadget.product_id)
			continue;
		gadget.driver = &driver;
		gadget.closed = false;
		gadget.probed = driver.probe(&gadget.interface_of_it, id);
		if (gadget.probed == 0)
			return;
		gadget.driver = nullptr;
		gadget.device().driver_data = nullptr;
		if (!gadget.urbs.empty())
			fake::violated("a probe that failed left a transfer in flight");
		return;
	}
}

} // namespace

namespace fake
{

UsbGadget::UsbGadget(unsigned short vendor, unsigned short product_number, const char *name) : usb_device{}
{
	vendor_id = vendor;
	product_id = product_number;
	interface = &interface_of_it;
	interface_of_it.device = this;
	new (interface_of_it.dev) ClassedDevice{};
	new (dev) ClassedDevice{};
	device().name = const_cast<char *>(name);
	interface_of_it.number = 2;
	const unsigned char addresses[] = {0x81, 0x02, 0x83, 0x04, 0x85, 0x06};
	for (unsigned int each = 0; each < 6; ++each) {
		const bool is_interrupt = each == 2 || each == 3;
		interface_of_it.endpoints[each] = {
			addresses[each],
			static_cast<unsigned char>(is_interrupt ? LAYOUT_USB_ENDPOINT_XFER_INT
								: LAYOUT_USB_ENDPOINT_XFER_BULK),
			10, static_cast<unsigned short>(is_interrupt ? 8 : 512)};
	}
	interface_of_it.endpoints_in_use = 6;
	gadgets.push_back(this);
	plug();
}

UsbGadget::~UsbGadget()
{
	unplug();
	std::erase(gadgets, this);
}

void UsbGadget::plug()
{
	gone = false;
	for (usb_driver *each : drivers)
		if (driver == nullptr)
			::probe(*this, *each);
}

void UsbGadget::unplug()
{
	gone = true;
	unbind();
}

void UsbGadget::unbind()
{
	closed = true;
	while (!urbs.empty())
		complete_urb(*this, "", -ESHUTDOWN);
	if (driver == nullptr)
		return;
	driver->disconnect(&interface_of_it);
	driver = nullptr;
	device().driver_data = nullptr;
	probed = -ENODEV;
}

} // namespace fake

int shim_usb_register_driver(struct usb_driver *driver, const char *name, const struct usb_device_id *ids,
			     int (*probe_of_it)(struct usb_interface *, const struct usb_device_id *),
			     void (*disconnect)(struct usb_interface *))
{
	fake::might_sleep("usb_register_driver");
	for (const usb_driver *each : drivers)
		if (std::strcmp(each->name, name) == 0)
			return -EBUSY;
	void *const memory = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return -ENOMEM;
	shim_kfree(memory);
	*driver = {name, ids, probe_of_it, disconnect};
	drivers.push_back(driver);
	for (fake::UsbGadget *gadget : gadgets)
		if (gadget->driver == nullptr)
			probe(*gadget, *driver);
	return 0;
}

void shim_usb_deregister(struct usb_driver *driver)
{
	fake::might_sleep("usb_deregister");
	if (std::erase(drivers, driver) != 1)
		return fake::violated("a USB driver taken back that was not registered");
	for (fake::UsbGadget *gadget : gadgets)
		if (gadget->driver == driver)
			gadget->unbind();
}

struct usb_device *shim_interface_to_usbdev(struct usb_interface *interface)
{
	return interface->device;
}

u16 shim_usb_vendor_id(const struct usb_device *device)
{
	return device->vendor_id;
}

u16 shim_usb_product_id(const struct usb_device *device)
{
	return device->product_id;
}

u8 shim_usb_interface_number(const struct usb_interface *interface)
{
	return interface->number;
}

unsigned int shim_usb_num_endpoints(const struct usb_interface *interface)
{
	return interface->endpoints_in_use;
}

struct shim_usb_endpoint shim_usb_endpoint_at(const struct usb_interface *interface, unsigned int index)
{
	const fake_usb_endpoint &endpoint = interface->endpoints[index];
	return {endpoint.max_packet_size, endpoint.address, endpoint.type, endpoint.interval};
}

unsigned int shim_usb_pipe(struct usb_device *, unsigned int kind, unsigned int address)
{
	return kind << 30 | address;
}
