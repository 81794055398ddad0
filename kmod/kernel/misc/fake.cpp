// SPDX-License-Identifier: GPL-2.0-only
// The shims of misc devices.
#include "kernel/misc/shim.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "kernel/core/table.hpp"
#include "tests/kit/host/fake.hpp"

namespace
{

std::mutex devices_mutex;
std::vector<miscdevice *> devices;
int refusal;
std::function<void()> register_hook;
std::function<void()> deregister_hook;

const fake::Part part(
	[] {
		refusal = 0;
		register_hook = nullptr;
		deregister_hook = nullptr;
	},
	[] {
		const std::lock_guard guard(devices_mutex);
		return devices.empty() ? std::string()
				       : std::string("a registered device: ") + devices.front()->name;
	});

miscdevice *find(std::string_view name)
{
	const std::lock_guard guard(devices_mutex);
	const auto found = std::find_if(devices.begin(), devices.end(),
					[&](const auto *device) { return device->name == name; });
	return found == devices.end() ? nullptr : *found;
}

} // namespace

namespace fake
{

miscdevice *registered(std::string_view name)
{
	return find(name);
}

miscdevice *registered()
{
	const std::lock_guard guard(devices_mutex);
	if (devices.size() > 1)
		violated("more than one device is registered");
	return devices.empty() ? nullptr : devices.front();
}

void refuse_registration(int returned)
{
	refusal = returned;
}

void on_register(std::function<void()> hook)
{
	register_hook = std::move(hook);
}

void on_deregister(std::function<void()> hook)
{
	deregister_hook = std::move(hook);
}

std::string show_attribute(miscdevice *device, std::string_view name)
{
	device_attribute *const attribute = find_attribute(*device->this_device, device->groups, name);
	return attribute == nullptr ? errno_text(ENOENT) : show(*device->this_device, *attribute);
}

long store_attribute(miscdevice *device, std::string_view name, std::string_view text)
{
	device_attribute *const attribute = find_attribute(*device->this_device, device->groups, name);
	return attribute == nullptr ? -ENOENT : store(*device->this_device, *attribute, text);
}

unsigned short attribute_mode(miscdevice *device, std::string_view name)
{
	const device_attribute *const attribute = find_attribute(*device->this_device, device->groups, name);
	return attribute == nullptr ? 0 : attribute->attr.mode;
}

} // namespace fake

void shim_misc_set(struct miscdevice *device, const char *name, unsigned short mode, const void *operations,
		   const void *groups)
{
	*device = {name,
		   255,
		   mode,
		   static_cast<const attribute_group *const *>(groups),
		   static_cast<const file_operations *>(operations),
		   nullptr};
}

int shim_misc_register(struct miscdevice *device)
{
	fake::might_sleep("misc_register");
	if (refusal != 0)
		return refusal;
	if (device->fops->owner != &__this_module)
		fake::violated("operations that do not name the module");
	if (find(device->name) != nullptr)
		return -EEXIST;
	device->this_device = new ::device{{}, device, 0};
	{
		const std::lock_guard guard(devices_mutex);
		devices.push_back(device);
	}
	if (register_hook)
		register_hook();
	return 0;
}

// Waits for sysfs callbacks, as the kernel does.
void shim_misc_deregister(struct miscdevice *device)
{
	fake::might_sleep("misc_deregister");
	if (find(device->name) != device)
		return fake::violated("a device taken back that was not registered");
	if (deregister_hook)
		deregister_hook();
	{
		const std::lock_guard guard(devices_mutex);
		std::erase(devices, device);
	}
	fake::drain(*device->this_device);
	delete std::exchange(device->this_device, nullptr);
}
