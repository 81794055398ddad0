// SPDX-License-Identifier: GPL-2.0-only
// The shims of HID.
#include "kernel/hid/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "kernel/layouts.h"
#include "tests/kit/host/fake.hpp"

namespace
{

std::vector<fake::HidGadget *> gadgets;
std::vector<hid_driver *> drivers;
const fake::Part part(
	[] {
		gadgets.clear();
		drivers.clear();
	},
	[] {
		return drivers.empty() ? std::string()
				       : std::string("a HID driver: ") + drivers.front()->name;
	});

fake::HidGadget &of(hid_device *device)
{
	return *static_cast<fake::HidGadget *>(device);
}

const hid_device_id *id_of(const hid_driver &driver, const hid_device &device)
{
	for (const hid_device_id *id = driver.ids; id->vendor != 0; ++id)
		if (id->vendor == device.vendor && id->product == device.product)
			return id;
	return nullptr;
}

void leave(fake::HidGadget &gadget)
{
	if (!gadget.state.empty())
		fake::violated("a HID device left " + gadget.state);
	gadget.driver = nullptr;
	gadget.parsed.clear();
}

std::string hex(const u8 *bytes, std::size_t size)
{
	std::string text;
	for (std::size_t at = 0; at < size; ++at) {
		char pair[3];
		std::snprintf(pair, sizeof(pair), "%02x", bytes[at]);
		text += pair;
	}
	return text;
}

int transfer(hid_device *device, const std::string &what, std::size_t size)
{
	fake::might_sleep("a request of HID");
	fake::HidGadget &gadget = of(device);
	if (gadget.state.empty())
		fake::violated("a request to a HID device that is not started");
	gadget.sent += (gadget.sent.empty() ? "" : "; ") + what;
	return gadget.failing != 0 ? gadget.failing : static_cast<int>(size);
}

} // namespace

namespace fake
{

HidGadget::HidGadget(unsigned int vendor_of_it, unsigned int product_of_it) : hid_device{}
{
	vendor = vendor_of_it;
	product = product_of_it;
	version = 0x111;
	bus = LAYOUT_INPUT_BUS_USB;
	std::snprintf(name, sizeof(name), "gadget %x:%x", vendor, product);
	std::snprintf(phys, sizeof(phys), "usb/input0");
	new (dev) ClassedDevice{};
	device().name = name;
	gadgets.push_back(this);
	bind(*this);
}

HidGadget::~HidGadget()
{
	unbind(*this);
	std::erase(gadgets, this);
}

void bind(HidGadget &gadget)
{
	for (hid_driver *each : drivers) {
		const hid_device_id *const id = id_of(*each, gadget);
		if (gadget.driver != nullptr || id == nullptr)
			continue;
		gadget.driver = each;
		gadget.is_locked = true;
		gadget.probed = each->probe(&gadget, id);
		gadget.is_locked = false;
		if (gadget.probed != 0)
			leave(gadget);
	}
}

void unbind(HidGadget &gadget)
{
	if (gadget.driver == nullptr)
		return;
	gadget.is_locked = true;
	gadget.driver->remove(&gadget);
	gadget.is_locked = false;
	leave(gadget);
	gadget.probed = -ENODEV;
}

bool send_report(HidGadget &gadget, unsigned int number, const std::string &bytes)
{
	if (gadget.is_locked || gadget.driver == nullptr || gadget.driver->raw_event == nullptr)
		return false;
	hid_report report{nullptr, LAYOUT_HID_INPUT_REPORT, number};
	// (On the heap, where a byte too much is seen.)
	std::vector<u8> copy(bytes.begin(), bytes.end());
	copy.shrink_to_fit();
	return gadget.driver->raw_event(&gadget, &report, copy.data(), static_cast<int>(copy.size())) == 0;
}

} // namespace fake

int shim_hid_register_driver(struct hid_driver *driver, const char *name, const struct hid_device_id *ids,
			     int (*probe)(struct hid_device *, const struct hid_device_id *),
			     void (*remove)(struct hid_device *),
			     int (*raw_event)(struct hid_device *, struct hid_report *, u8 *, int),
			     const u8 *(*report_fixup)(struct hid_device *, u8 *, unsigned int *))
{
	fake::might_sleep("hid_register_driver");
	for (const hid_driver *each : drivers)
		if (std::strcmp(each->name, name) == 0)
			return -EBUSY;
	*driver = {name, ids, probe, remove, raw_event, report_fixup};
	drivers.push_back(driver);
	for (fake::HidGadget *gadget : gadgets)
		fake::bind(*gadget);
	return 0;
}

void shim_hid_unregister_driver(struct hid_driver *driver)
{
	fake::might_sleep("hid_unregister_driver");
	if (std::erase(drivers, driver) != 1)
		return fake::violated("a HID driver taken back that was not registered");
	for (fake::HidGadget *gadget : gadgets)
		if (gadget->driver == driver)
			fake::unbind(*gadget);
}

int shim_hid_parse(struct hid_device *device)
{
	fake::might_sleep("hid_parse");
	fake::HidGadget &gadget = of(device);
	if (!gadget.is_locked || !gadget.parsed.empty())
		fake::violated("hid_parse outside of probe, or twice");
	std::vector<u8> copy(gadget.descriptor.begin(), gadget.descriptor.end());
	unsigned int size = static_cast<unsigned int>(copy.size());
	const u8 *fixed = copy.data();
	if (gadget.driver->report_fixup != nullptr)
		fixed = gadget.driver->report_fixup(device, copy.data(), &size);
	gadget.parsed.assign(fixed, fixed + size);
	return gadget.failing_parse;
}

int shim_hid_hw_start(struct hid_device *device, unsigned int connect_mask)
{
	fake::might_sleep("hid_hw_start");
	fake::HidGadget &gadget = of(device);
	if (gadget.parsed.empty() || !gadget.state.empty())
		fake::violated("hid_hw_start without hid_parse, or twice");
	if (gadget.failing_start == 0)
		gadget.state = "started " + std::to_string(connect_mask);
	return gadget.failing_start;
}

void shim_hid_hw_stop(struct hid_device *device)
{
	fake::might_sleep("hid_hw_stop");
	std::string &state = of(device).state;
	if (state.rfind("started", 0) != 0 || state.find("open") != state.npos)
		fake::violated("hid_hw_stop of a device that is '" + state + "'");
	state.clear();
}

int shim_hid_hw_open(struct hid_device *device)
{
	fake::might_sleep("hid_hw_open");
	fake::HidGadget &gadget = of(device);
	if (gadget.failing_open != 0)
		return gadget.failing_open;
	gadget.state += ", open";
	if (!gadget.at_open.empty())
		(void)fake::send_report(gadget, 0, gadget.at_open);
	return 0;
}

void shim_hid_hw_close(struct hid_device *device)
{
	fake::might_sleep("hid_hw_close");
	std::string &state = of(device).state;
	const auto open = state.find(", open");
	if (open == state.npos)
		return fake::violated("hid_hw_close of a device that is not open");
	state.erase(open);
}

int shim_hid_hw_output_report(struct hid_device *device, u8 *bytes, size_t size)
{
	return transfer(device, "output " + hex(bytes, size), size);
}

int shim_hid_set_report(struct hid_device *device, u8 report, u8 *bytes, size_t size, int type)
{
	return transfer(device,
			"set " + std::to_string(type) + " " + std::to_string(report) + " " + hex(bytes, size),
			size);
}

int shim_hid_get_report(struct hid_device *device, u8 report, u8 *bytes, size_t size, int type)
{
	const std::string &answer = of(device).answer;
	const std::size_t got = std::min(size, answer.size());
	std::memcpy(bytes, answer.data(), got);
	return transfer(device,
			"get " + std::to_string(type) + " " + std::to_string(report) + " of " +
				std::to_string(size),
			got);
}
