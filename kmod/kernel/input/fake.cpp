// SPDX-License-Identifier: GPL-2.0-only
// The shims of input devices.
#include "kernel/input/shim.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "kernel/input/uapi.h"
#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

std::vector<fake::Input *> devices;
int refusal = 0;
bool at_once = false;
const fake::Part part(
	[] {
		devices.clear();
		refusal = 0;
		at_once = false;
	},
	[] {
		return devices.empty() ? std::string()
				       : std::string("an input device: ") + devices.front()->name;
	});

std::string name_of(unsigned int type)
{
	return type == EV_KEY ? "key" : type == EV_REL ? "rel" : type == EV_ABS ? "abs" : "other";
}
void add(std::string &list, const std::string &item)
{
	list += (list.empty() ? "" : "; ") + item;
}
std::string text(const char *words)
{
	return words == nullptr ? "-" : words;
}

fake::Input &of(struct input_dev *dev)
{
	return *static_cast<fake::Input *>(dev);
}
void release(fake::Input *dev)
{
	shim_kfree(dev->axes);
	shim_kfree(dev->allocated);
	delete dev;
}

// As input_event() of a device that is there.
bool has(const fake::Input &dev, unsigned int type, unsigned int code)
{
	const std::string item = name_of(type) + " " + std::to_string(code);
	return ("; " + dev.has + ";").find("; " + item + ";") != std::string::npos ||
	       ("; " + dev.has).find("; " + item + " ") != std::string::npos;
}

} // namespace

namespace fake
{

Input *input_named(std::string_view name)
{
	const auto found = std::find_if(devices.begin(), devices.end(),
					[&](const auto *each) { return each->name == name; });
	return found == devices.end() ? nullptr : *found;
}

std::string take_input(std::string_view name)
{
	return std::exchange(input_named(name)->reported, {});
}

int open_input(std::string_view name)
{
	Input *const dev = input_named(name);
	if (dev->users++ != 0 || dev->open == nullptr)
		return 0;
	const int returned = dev->open(dev);
	if (returned != 0)
		--dev->users;
	return returned;
}

void close_input(std::string_view name)
{
	Input *const dev = input_named(name);
	if (--dev->users == 0 && dev->close != nullptr)
		dev->close(dev);
}

Input *hold_input(std::string_view name)
{
	Input *const dev = input_named(name);
	dev->is_held = true;
	return dev;
}

void put_input(Input *dev)
{
	dev->is_held = false;
	if (!dev->is_registered)
		release(dev);
}

void open_input_at_once(bool is)
{
	at_once = is;
}

void refuse_input(int returned)
{
	refusal = returned;
}

} // namespace fake

struct input_dev *shim_input_allocate_device(void)
{
	fake::might_sleep("input_allocate_device");
	void *const allocated = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (allocated == nullptr)
		return nullptr;
	auto *const dev = new fake::Input;
	dev->allocated = allocated;
	return dev;
}

void shim_input_free_device(struct input_dev *dev)
{
	if (of(dev).is_registered)
		fake::violated("an input device freed that is registered");
	release(&of(dev));
}

void shim_input_describe(struct input_dev *dev, struct device *parent, const char *name, const char *phys,
			 const char *uniq)
{
	of(dev).parent = parent;
	of(dev).name = name;
	of(dev).phys = text(phys);
	of(dev).uniq = text(uniq);
}

void shim_input_identify(struct input_dev *dev, u16 bus, u16 vendor, u16 product, u16 version)
{
	of(dev).id = std::to_string(bus) + " " + std::to_string(vendor) + " " + std::to_string(product) +
		     " " + std::to_string(version);
}

void shim_input_set_callbacks(struct input_dev *dev, void *data, int (*open)(struct input_dev *),
			      void (*close)(struct input_dev *))
{
	of(dev).driver_data = data;
	of(dev).open = open;
	of(dev).close = close;
}

void shim_input_set_capability(struct input_dev *dev, unsigned int type, unsigned int code)
{
	add(of(dev).has, name_of(type) + " " + std::to_string(code));
}

void shim_input_set_events_per_packet(struct input_dev *dev, int events)
{
	of(dev).events_per_packet = events;
}

bool shim_input_set_abs_params(struct input_dev *dev, unsigned int axis, int min, int max, int fuzz, int flat,
			       int resolution)
{
	if (of(dev).axes == nullptr)
		of(dev).axes = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	add(of(dev).has, "abs " + std::to_string(axis) + " [" + std::to_string(min) + "," +
				 std::to_string(max) + "] " + std::to_string(fuzz) + " " +
				 std::to_string(flat) + " " + std::to_string(resolution));
	return of(dev).axes != nullptr;
}

int shim_input_register_device(struct input_dev *dev)
{
	fake::might_sleep("input_register_device");
	if (refusal != 0)
		return refusal;
	void *const queue = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (queue == nullptr)
		return -12;
	shim_kfree(queue);
	of(dev).is_registered = true;
	devices.push_back(&of(dev));
	if (at_once)
		(void)fake::open_input(of(dev).name);
	return 0;
}

void shim_input_unregister_device(struct input_dev *dev)
{
	fake::might_sleep("input_unregister_device");
	if (std::erase(devices, &of(dev)) != 1)
		return fake::violated("an input device taken back that was not registered");
	if (of(dev).users != 0 && of(dev).close != nullptr)
		of(dev).close(dev);
	of(dev).is_registered = false;
	of(dev).driver_data = nullptr;
	if (!of(dev).is_held)
		release(&of(dev));
}

void shim_input_event(struct input_dev *dev, unsigned int type, unsigned int code, int value)
{
	if (type == EV_SYN)
		return add(of(dev).reported, "syn");
	if (!has(of(dev), type, code))
		return;
	if (type == EV_ABS)
		of(dev).absolute[code] = value;
	if (type == EV_KEY)
		of(dev).pressed[code] = value != 0;
	add(of(dev).reported, name_of(type) + " " + std::to_string(code) + " " + std::to_string(value));
}

bool shim_input_test_key(const struct input_dev *dev, unsigned int code)
{
	const auto &pressed = static_cast<const fake::Input *>(dev)->pressed;
	const auto found = pressed.find(code);
	return found != pressed.end() && found->second;
}

int shim_input_abs_get_val(struct input_dev *dev, unsigned int axis)
{
	return of(dev).absolute[axis];
}
