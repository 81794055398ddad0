// SPDX-License-Identifier: GPL-2.0-only
// The shims of classes and their devices.
#include "kernel/device/shim.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <type_traits>
#include <vector>

#include "kernel/device/operations.h"
#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

#define SAME_OPERATION(name, result, ...)                                                                    \
	static_assert(std::is_same_v<decltype(device_type::name), result (*)(__VA_ARGS__)>);
KERNEL_DEVICE_TYPE_OPERATIONS(SAME_OPERATION)

struct fake::Class {
	const char *name;
};

namespace
{

std::mutex devices_mutex;
std::vector<fake::Class *> all_classes;
std::vector<fake::ClassedDevice *> devices;
// How many have been initialized and not released.
std::atomic<int> initialized;
int refusal;
std::string uevents;
std::size_t uevent_room;
std::function<void()> change_hook;

const fake::Part part(
	[] {
		refusal = 0;
		initialized = 0;
		uevents.clear();
		uevent_room = 2048;
		change_hook = nullptr;
	},
	[] {
		const std::lock_guard guard(devices_mutex);
		if (!devices.empty())
			return std::string("a registered device: ") + devices.front()->name;
		if (!all_classes.empty())
			return std::string("a class: ") + all_classes.front()->name;
		return initialized != 0 ? std::string("a device that is still held") : std::string();
	});

fake::ClassedDevice *classed(device *device)
{
	return static_cast<fake::ClassedDevice *>(device);
}

int send_uevent(fake::ClassedDevice *device, const char *action)
{
	kobj_uevent_env env{{}, uevent_room};
	const int returned = device->type->uevent == nullptr ? 0 : device->type->uevent(device, &env);
	const std::lock_guard guard(devices_mutex);
	uevents += uevents.empty() ? "" : "; ";
	uevents += std::string(action) + " " + device->name +
		   (returned != 0 ? " " + fake::errno_text(-returned) : env.text);
	return returned;
}

} // namespace

namespace fake
{

ClassedDevice *device_named(std::string_view name)
{
	const std::lock_guard guard(devices_mutex);
	const auto found = std::find_if(devices.begin(), devices.end(),
					[&](const auto *each) { return each->name == name; });
	return found == devices.end() ? nullptr : *found;
}

std::string classes()
{
	const std::lock_guard guard(devices_mutex);
	std::string text;
	for (const Class *each : all_classes) {
		text += text.empty() ? "" : "; ";
		text += std::string(each->name) + ":";
		for (const ClassedDevice *device : devices)
			if (device->owner == each)
				text += std::string(" ") + device->name;
	}
	return text;
}

void get_device(ClassedDevice *device)
{
	++device->holders;
}

void refuse_devices(int returned)
{
	refusal = returned;
}

unsigned short node_mode(const ClassedDevice *device)
{
	unsigned short mode = 0;
	if (device->type->devnode(device, &mode, nullptr, nullptr) != nullptr)
		violated("a node of another name");
	return mode == 0 ? 0600 : mode;
}

std::string take_uevents()
{
	const std::lock_guard guard(devices_mutex);
	return std::exchange(uevents, {});
}

void limit_uevents(std::size_t room)
{
	uevent_room = room;
}

void on_change_uevent(std::function<void()> hook)
{
	change_hook = std::move(hook);
}

std::string show_attribute(ClassedDevice *device, std::string_view name)
{
	device_attribute *const attribute = find_attribute(*device, device->groups, name);
	return attribute == nullptr ? errno_text(ENOENT) : show(*device, *attribute);
}

long store_attribute(ClassedDevice *device, std::string_view name, std::string_view text)
{
	device_attribute *const attribute = find_attribute(*device, device->groups, name);
	return attribute == nullptr ? -ENOENT : store(*device, *attribute, text);
}

} // namespace fake

void *shim_class_create(const char *name)
{
	fake::might_sleep("class_create");
	void *const memory = shim_kmalloc(sizeof(fake::Class), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return reinterpret_cast<void *>(-static_cast<std::intptr_t>(ENOMEM));
	const std::lock_guard guard(devices_mutex);
	for (const fake::Class *each : all_classes)
		if (std::string_view(each->name) == name) {
			shim_kfree(memory);
			return reinterpret_cast<void *>(-static_cast<std::intptr_t>(EEXIST));
		}
	all_classes.push_back(new (memory) fake::Class{name});
	return memory;
}

void shim_class_destroy(void *class_of_devices)
{
	fake::might_sleep("class_destroy");
	{
		const std::lock_guard guard(devices_mutex);
		if (std::erase(all_classes, static_cast<fake::Class *>(class_of_devices)) != 1)
			return fake::violated("a class destroyed that was not created");
		for (const fake::ClassedDevice *each : devices)
			if (each->owner == class_of_devices)
				fake::violated("a class destroyed that has devices");
	}
	shim_kfree(class_of_devices);
}

void shim_device_initialize(struct device *device, void *class_of_devices, const void *type,
			    const void *groups, void *data, unsigned int number)
{
	auto *const made = new (device) fake::ClassedDevice{};
	made->owner = static_cast<fake::Class *>(class_of_devices);
	made->type = static_cast<const device_type *>(type);
	made->groups = static_cast<const attribute_group *const *>(groups);
	made->driver_data = data;
	made->number = number;
	made->holders = 1;
	++initialized;
}

int shim_dev_set_name(struct device *device, const char *name)
{
	fake::might_sleep("dev_set_name");
	char *const copy = static_cast<char *>(shim_kmalloc(std::strlen(name) + 1, LAYOUT_GFP_KERNEL));
	if (copy == nullptr)
		return -ENOMEM;
	classed(device)->name = std::strcpy(copy, name);
	return 0;
}

int shim_device_add(struct device *device)
{
	fake::might_sleep("device_add");
	if (refusal != 0)
		return refusal;
	void *const memory = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return -ENOMEM;
	classed(device)->allocated = memory;
	{
		const std::lock_guard guard(devices_mutex);
		for (const fake::ClassedDevice *each : devices)
			if (std::string_view(each->name) == classed(device)->name ||
			    (each->number != 0 && each->number == classed(device)->number))
				return -EEXIST;
		devices.push_back(classed(device));
	}
	send_uevent(classed(device), "add");
	return 0;
}

// Waits for sysfs callbacks, as the kernel does.
void shim_device_del(struct device *device)
{
	fake::might_sleep("device_del");
	{
		const std::lock_guard guard(devices_mutex);
		if (std::erase(devices, classed(device)) != 1)
			return fake::violated("a device taken back that was not registered");
	}
	fake::drain(*device);
	send_uevent(classed(device), "remove");
}

void shim_put_device(struct device *device)
{
	fake::might_sleep("put_device");
	if (--classed(device)->holders != 0)
		return;
	{
		const std::lock_guard guard(devices_mutex);
		if (std::find(devices.begin(), devices.end(), classed(device)) != devices.end())
			return fake::violated("a registered device that nobody holds");
	}
	// (Before release, which frees the device.)
	void *const name = classed(device)->name;
	void *const allocated = classed(device)->allocated;
	--initialized;
	classed(device)->type->release(device);
	shim_kfree(name);
	shim_kfree(allocated);
}

const char *shim_dev_name(const struct device *device)
{
	return static_cast<const fake::ClassedDevice *>(device)->name;
}

int shim_add_uevent_var(struct kobj_uevent_env *env, const char *key, const char *value, int size)
{
	const std::string text =
		std::string(" ") + key + "=" + std::string(value, static_cast<std::size_t>(size));
	if (env->text.size() + text.size() > env->room)
		return -ENOMEM;
	env->text += text;
	return 0;
}

int shim_kobject_uevent_change(struct device *device)
{
	fake::might_sleep("kobject_uevent");
	if (change_hook)
		change_hook();
	if (fake::device_named(classed(device)->name) != device)
		fake::violated("an event of a device that is not registered");
	return send_uevent(classed(device), "change");
}

void shim_dev_printk(const char *level, const struct device *device, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	std::string line = fake::formatted(format, values);
	va_end(values);
	if (line.empty() || line.back() != '\n')
		return fake::violated("a line about a device without an end");
	line.pop_back();
	fake::log({level[1], std::string(shim_dev_name(device)) + ": " + line});
}
