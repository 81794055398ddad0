// SPDX-License-Identifier: GPL-2.0-only
// The fake of misc devices: who is registered, by name; open(2) of them, and their files in sysfs.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "kernel/file/fake.h"

struct attribute_group;
struct device;

struct miscdevice {
	const char *name;
	int minor;
	unsigned short mode;
	const attribute_group *const *groups;
	const file_operations *fops;
	device *this_device;
};

#define LAYOUT_MISCDEVICE_SIZE sizeof(::miscdevice)
#define LAYOUT_MISCDEVICE_ALIGN alignof(::miscdevice)

namespace fake
{

// Who has this name, or nullptr; without a name: the only device that there is.
miscdevice *registered(std::string_view name);
miscdevice *registered();
// What shim_misc_register returns from now on.
void refuse_registration(int returned);
// Run while the device is registered: just after it became so, and just before it is no more.
void on_register(std::function<void()> hook);
void on_deregister(std::function<void()> hook);

// A file of a misc device. No such device: opened() is -ENXIO.
class OpenMisc : public OpenFile
{
public:
	explicit OpenMisc(miscdevice *device, unsigned int mode = reading | writing, unsigned int flags = 0,
			  Way way = Way::buffer)
		: OpenFile(device != nullptr ? device->fops : nullptr, device, mode, flags, way)
	{
	}
};

// A device's file in sysfs: the text, or "errno 5"; the bytes taken, or a negative errno. ENOENT: there is none of this name.
std::string show_attribute(miscdevice *device, std::string_view name);
long store_attribute(miscdevice *device, std::string_view name, std::string_view text);
// 0: there is none of this name.
unsigned short attribute_mode(miscdevice *device, std::string_view name);

} // namespace fake
