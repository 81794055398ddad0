// SPDX-License-Identifier: MIT
// The shims of misc devices and mappings.
#include <utility>

#include "fake.hpp"
#include "kernel/shims.h"

namespace
{

miscdevice *registered_device;
int refusal;
std::function<void()> register_hook;
std::function<void()> deregister_hook;

} // namespace

namespace fake
{

miscdevice *registered()
{
	return registered_device;
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

void reset_devices()
{
	refusal = 0;
	register_hook = nullptr;
	deregister_hook = nullptr;
}

} // namespace fake

void shim_misc_set(struct miscdevice *device, const char *name, unsigned short mode)
{
	*device = {name, mode};
}

int shim_misc_register(struct miscdevice *device)
{
	fake::might_sleep("misc_register");
	if (refusal != 0)
		return refusal;
	if (registered_device != nullptr)
		fake::violated("two devices are registered");
	registered_device = device;
	if (register_hook)
		register_hook();
	return 0;
}

void shim_misc_deregister(struct miscdevice *device)
{
	fake::might_sleep("misc_deregister");
	if (registered_device != device)
		fake::violated("a device taken back that was not registered");
	if (deregister_hook)
		deregister_hook();
	registered_device = nullptr;
}

void shim_vm_flags_mod(struct vm_area_struct *area, unsigned long set, unsigned long clear)
{
	area->flags = (area->flags | set) & ~clear;
}

void shim_vma_set_operations(struct vm_area_struct *area)
{
	area->served = true;
}
